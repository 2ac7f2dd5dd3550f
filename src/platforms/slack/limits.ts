import { cut as cutText } from '../../chat/cut.ts';

/** Slack's limits, in characters or pieces. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  section: 3000,
  field: 2000,
  fields: 10,
  context: 3000,
  button: 75,
  accessibilityLabel: 75,
  buttonsInRow: 5,
  option: 75,
  optionValue: 150,
  options: 100,
  radioOptions: 10,
  placeholder: 150,
  viewTitle: 24,
  viewButton: 24,
  /** What a view carries for us. */
  metadata: 3000,
  label: 2000,
  inputText: 3000,
  tableRows: 100,
  /** Ours: longer ones make a row a page of its own. */
  tableCell: 600,
  /** Notification text; Slack truncates at 40,000 and advises 4,000. */
  messageText: 4000,
  /** All texts of a message's blocks together; Slack names no number, its refusals begin a little above 13,000. */
  messageCharacters: 12_000,
} as const;

/** As every text is cut, and never inside an escaped sign: the rest of it would be shown as it is. */
export function cut(text: string, max: number): string {
  const shown = cutText(text, max);
  return shown === text ? text : shown.replace(/&[a-z]{0,3}…$/, '…');
}
