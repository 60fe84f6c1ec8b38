// The screens of the questionnaire: one tap for an answer, the same for a good and a bad one.

import { button, element, face, sign } from "./draw.js";
import { canSend, isGiven, scaleOf, steps } from "./steps.js";

const LONGEST_COMMENT = 3000;
const inLanguage = (text, language) => text[language] ?? text.vi;

// `number` is which of the steps; `on` hears answered, back, next, send.
export function question({ say, language, questionnaire, answers, number, on }) {
  const all = steps(questionnaire, answers);
  const step = all[number];
  const [first] = step;
  const parts = step.map((one) => part({ one, step, say, language, questionnaire, answers, on }));
  const isLong = step.length > 1;
  const heading = isLong ? say("rows_heading") : inLanguage(first.text, language);
  return element(
    "section",
    { className: `screen question ${isLong ? "rows" : scaleOf(questionnaire, first).kind}` },
    element("h1", { tabIndex: -1 }, heading),
    !isLong && first.hint && element("p", { className: "hint" }, inLanguage(first.hint, language)),
    !first.required && element("p", { className: "hint" }, say("may_be_empty")),
    ...parts,
    footer({ say, questionnaire, answers, step, next: all[number + 1], on }),
  );
}

function part({ one, step, ...rest }) {
  const scale = scaleOf(rest.questionnaire, one);
  if (scale.kind === "free_text") return comment({ one, ...rest });
  return step.length > 1 ? row({ one, scale, ...rest }) : choices({ one, scale, ...rest });
}

function choices({ one, scale, language, answers, on }) {
  const several = scale.kind === "choose_several";
  const given = [answers[one.key] ?? []].flat();
  const options = scale.options.map((option) => {
    const isChosen = given.includes(option.key);
    const label = element("span", {}, inLanguage(option.label, language));
    const content = element("span", { className: "option" }, option.face && face(option.face), label);
    const chosen = several ? toggled(given, option.key) : option.key;
    const id = `${one.key}.${option.key}`;
    return choice(id, content, isChosen, () => on.answered(one.key, chosen, !several));
  });
  return group(inLanguage(one.text, language), "choices", options);
}

function row({ one, scale, language, answers, on }) {
  const text = inLanguage(one.text, language);
  const options = scale.options.map((option) => {
    const isChosen = answers[one.key] === option.key;
    const id = `${one.key}.${option.key}`;
    return choice(id, inLanguage(option.label, language), isChosen, () =>
      on.answered(one.key, isChosen ? "" : option.key, false),
    );
  });
  const hint = one.hint && element("small", {}, inLanguage(one.hint, language));
  return element(
    "div",
    { className: "row" },
    sign(one.factor),
    element("p", {}, text, hint),
    group(text, "answers", options),
  );
}

function comment({ one, say, language, answers, on }) {
  return element("textarea", {
    ariaLabel: inLanguage(one.text, language),
    value: answers[one.key] ?? "",
    maxLength: LONGEST_COMMENT,
    rows: 5,
    oninput: (event) => on.written(one.key, event.target.value),
  });
}

// Only what leads somewhere is shown: the way on after the answer that is needed, then sending.
function footer({ say, questionnaire, answers, step, next, on }) {
  const goOn = next && isComment(questionnaire, next) ? "add_comment" : "continue";
  const mayGoOn = next && step.every(({ key, required }) => !required || isGiven(answers[key]));
  return element(
    "footer",
    {},
    button(say("back"), on.back, { className: "quiet" }),
    mayGoOn && button(say(goOn), on.next, { className: "secondary" }),
    canSend(questionnaire, answers) && button(say("send"), on.send, { className: "primary" }),
  );
}

const isComment = (questionnaire, step) => scaleOf(questionnaire, step[0]).kind === "free_text";

const choice = (id, content, isChosen, onclick) =>
  button(content, onclick, { id, ariaPressed: String(isChosen), className: "choice" });

const group = (label, className, children) =>
  element("div", { role: "group", ariaLabel: label, className }, ...children);

const toggled = (given, key) =>
  given.includes(key) ? given.filter((one) => one !== key) : [...given, key];
