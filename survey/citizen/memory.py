"""Pages that look the same for everybody, remembered for a minute."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock

from survey.citizen.packing import PackedPage

REMEMBERED_PAGES = 400
REMEMBERED_FOR = timedelta(minutes=1)


class PageMemory:
    """The pages made last; the oldest leaves when there is no room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[datetime, PackedPage]] = OrderedDict()
        self._lock = Lock()

    def page(self, kind: Hashable, *, now: datetime, make: Callable[[], PackedPage]) -> PackedPage:
        with self._lock:
            made_at, page = self._pages.get(kind, (None, None))
        if page is not None and made_at is not None and now - made_at < REMEMBERED_FOR:
            return page
        page = make()
        with self._lock:
            self._pages[kind] = (now, page)
            while len(self._pages) > REMEMBERED_PAGES:
                self._pages.popitem(last=False)
        return page
