/** Teams' limits. */
export const limits = {
  /** Bytes of an activity; Teams refuses a little above 28 kB, and its own wrapping counts. */
  message: 24_000,
  /** Bytes of a dialog's card. */
  dialog: 24_000,
  /** Actions that one ActionSet shows; more are hidden behind a menu. */
  actionsInRow: 5,
  /** Choices that are pressed, in rows, rather than chosen and then applied. */
  pressedChoices: 10,
  /** Fields that belong to choices and are all shown, whatever is chosen. */
  fieldsOfChoices: 10,
  title: 150,
  button: 60,
  tooltip: 150,
  summary: 200,
  /** Lines of one text that keep their breaks. */
  lines: 40,
  choices: 100,
  /** Choices of one answer to a search. */
  found: 15,
} as const;
