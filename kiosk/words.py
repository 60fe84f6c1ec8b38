"""What the kiosk's page says, in every language at once: it turns them while it rests."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from survey.i18n import LANGUAGES

WORDS = {
    "add_comment": _l("Add a comment"),
    "aids": _l("Help with seeing, hearing and reaching"),
    "aloud": _l("Read aloud"),
    "away": _l("The server cannot be reached. Check the network, then try again."),
    "back": _l("Back"),
    "camera_allow": _l("Let the camera read slips"),
    "camera_failed": _l("The camera cannot be used. Scan the slip with your phone."),
    "camera_heading": _l("Hold the square code of the slip before the camera"),
    "camera_lead": _l("The picture stays on this kiosk and is not kept."),
    "camera_off": _l("Not allowed, or there is none"),
    "camera_other": _l("This is not the code of a slip. Use the slip that came with your result."),
    "camera_reads": _l("Reads slips"),
    "cancel": _l("Cancel"),
    "closed_heading": _l("Nothing is asked here at the moment"),
    "closed_lead": _l("This kiosk asks again as soon as a questionnaire is in use here."),
    "code_failed": _l("The camera cannot be used. Go back and type the code."),
    "code_heading": _l("Hold the QR code of the administrator's page before the camera"),
    "code_label": _l("One-time code"),
    "code_other": _l("This is not the code of a kiosk."),
    "code_scan": _l("Scan the QR code"),
    "code_unknown": _l("This code is not valid, or ten minutes have passed. Ask for a new one."),
    "continue": _l("Continue"),
    "contrast": _l("High contrast"),
    "enrol_button": _l("Set up the kiosk"),
    "enrol_heading": _l("Set up this kiosk"),
    "enrol_lead": _l("Type the code that the administrator's page shows, or scan its QR code."),
    "failure": _l("The server made a mistake. Try again in a minute."),
    "large": _l("Larger text"),
    "leave_heading": _l("Enter the PIN"),
    "leave_label": _l("PIN"),
    "leave_waits": _l("Too many wrong PINs. Try again in %(seconds)s seconds."),
    "leave_wrong": _l("This PIN is not right. Try again."),
    "low": _l("Lower the buttons"),
    "may_be_empty": _l("You may leave this empty."),
    "not_sure": _l("Not sure"),
    "open": _l("Open"),
    "out_heading": _l("This kiosk is out of service"),
    "out_lead": _l("Scan the poster at the counter with your phone, or ask the staff."),
    "paused_heading": _l("This kiosk is paused"),
    "paused_lead": _l(
        "It cannot keep a rating safely at this moment. Scan the poster at the counter with your "
        "phone, or ask the staff."
    ),
    "procedure": _l("Which procedure is it about?"),
    "rest_heading": _l("How was the service?"),
    "rest_lead": _l("Half a minute. Nobody learns who answered."),
    "rows_heading": _l("What was good, what was not?"),
    "second_heading": _l("The kiosk is already open"),
    "second_lead": _l("Close this window and use the other one."),
    "send": _l("Send the rating"),
    "shut_heading": _l("The counter is closed now"),
    "shut_lead": _l(
        "You can rate here during opening hours, or with your slip on your own phone at any time."
    ),
    "silence": _l("Nothing is sent unless you send it. Touch the screen to go on."),
    "simulated": _l("Simulated data: a demonstration, not a public office"),
    "slip": _l("I have a slip"),
    "slip_camera": _l("Show the slip to this kiosk"),
    "slip_heading": _l("Rate with your slip"),
    "slip_phone_answer": _l("Open the address that it shows, here or at home."),
    "slip_phone_open": _l("Open the camera of your own phone."),
    "slip_phone_point": _l("Point it at the square code on the slip."),
    "slip_private": _l("On your own phone nobody beside you sees what you answer."),
    "slip_without": _l("Rate without the slip"),
    "staff": _l("Staff"),
    "staff_again": _l("Set up anew with a code"),
    "staff_camera": _l("Camera"),
    "staff_contact": _l("Last contact with the server"),
    "staff_aside": _l("Ratings set aside"),
    "staff_heading": _l("This kiosk"),
    "staff_never": _l("Never"),
    "staff_release": _l("Version"),
    "staff_return": _l("Return to the kiosk"),
    "staff_send": _l("Send what waits now"),
    "staff_waiting": _l("Ratings that wait to be sent"),
    "staff_window": _l("Leave full screen"),
    "start": _l("Start"),
    "thanks_heading": _l("Thank you"),
    "thanks_lead": _l(
        "Your rating is counted together with those of others. Nobody can change or delete it."
    ),
    "thanks_slip": _l(
        "The slip is checked when the rating reaches the server. The answer that was sent last "
        "with this slip is the one that counts."
    ),
    "title": _l("Rate a public service"),
    "wait_heading": _l("One moment"),
    "wait_lead": _l("The kiosk asks the server for its questions."),
    "too_many_codes": _l("Too many codes were tried. Wait a quarter of an hour."),
}


def in_every_language() -> dict[str, dict[str, str]]:
    return {language.code: _in(language.code) for language in LANGUAGES}


def _in(code: str) -> dict[str, str]:
    with force_locale(code):
        return {key: str(sentence) for key, sentence in WORDS.items()}
