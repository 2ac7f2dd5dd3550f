import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'imports'> = {
  'imports.refuse.waits': null,
  'imports.refuse.missing': null,
  'imports.refuse.doubled': null,
  'imports.refuse.empty': null,
  'imports.refuse.notYours': 'admins',
  'imports.refuse.nothing': null,
  'imports.refuse.reading': null,
  'imports.refuse.running': null,
  'imports.refuse.cancelled': null,
  'imports.refuse.onlyHidden': null,
  'imports.refuse.hiddenSheets': null,
  'imports.refuse.undoing': null,
  'imports.refuse.undone': null,
  'imports.refuse.nothingToUndo': null,
  'imports.refuse.undoSwept': null,
  'imports.refuse.undoOutdated': null,
  'imports.notForYou': 'admins',
};
