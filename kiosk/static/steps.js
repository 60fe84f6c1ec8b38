// From a questionnaire to the screens on which it is answered; nothing here draws.

const ROWS = 6; // short questions that share a screen

// The questions these answers lead to. A hidden question hides what depends on it.
export function visible({ questions }, answers) {
  const shown = new Map();
  for (const question of questions) {
    const { show_if: condition } = question;
    const given = condition && [answers[condition.question]].flat();
    if (!condition || (shown.has(condition.question) && given.some((a) => condition.in.includes(a))))
      shown.set(question.key, question);
  }
  return [...shown.values()];
}

// Each question has a screen; optional yes-or-no questions on one scale stand together.
export function steps(questionnaire, answers) {
  const found = [];
  for (const question of visible(questionnaire, answers)) {
    const last = found.at(-1);
    if (last && last.length < ROWS && fits(questionnaire, last[0], question)) last.push(question);
    else found.push([question]);
  }
  return found;
}

export function scaleOf(questionnaire, question) {
  return questionnaire.scales.find(({ key }) => key === question.scale);
}

export function canSend(questionnaire, answers) {
  const asked = visible(questionnaire, answers);
  const given = asked.filter(({ key }) => isGiven(answers[key]));
  return given.length > 0 && asked.every(({ key, required }) => !required || isGiven(answers[key]));
}

// Only what is asked and was answered goes out.
export function toSend(questionnaire, answers) {
  const asked = visible(questionnaire, answers).filter(({ key }) => isGiven(answers[key]));
  return Object.fromEntries(asked.map(({ key }) => [key, answers[key]]));
}

export const isGiven = (answer) =>
  Array.isArray(answer) ? answer.length > 0 : Boolean(answer?.trim());

function fits(questionnaire, first, question) {
  const isRow = (one) => !one.required && scaleOf(questionnaire, one).kind === "yes_no";
  return isRow(first) && isRow(question) && first.scale === question.scale;
}
