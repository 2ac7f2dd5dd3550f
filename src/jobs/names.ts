import type { TextKey, Translate } from '../core/texts/index.ts';

/** What each job does, in words for whoever waits for it or has to mend it. */
export const jobNames: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'audit.check': 'jobs.name.auditCheck',
    'audit.note': 'jobs.name.auditNote',
    'audit.seal': 'jobs.name.auditSeal',
    'deadlines.run': 'jobs.name.deadlinesRun',
    'deadlines.tell': 'jobs.name.deadlinesTell',
    housekeeping: 'jobs.name.housekeeping',
    'imports.arrived': 'jobs.name.importsArrived',
    'imports.rows-file': 'jobs.name.importsRowsFile',
    'imports.run': 'jobs.name.importsRun',
    'imports.sweep': 'jobs.name.importsSweep',
    'imports.undo': 'jobs.name.importsUndo',
    'imports.undo-plan': 'jobs.name.importsUndoPlan',
    'mail.send': 'jobs.name.mailSend',
    'partner.hub': 'jobs.name.partnerHub',
    'portal.forgot': 'jobs.name.portalForgot',
    'posted.deliver': 'jobs.name.postedDeliver',
    'posted.home': 'jobs.name.postedHome',
    'posted.refresh': 'jobs.name.postedRefresh',
    'satker.announce': 'jobs.name.announce',
    'satker.digit': 'jobs.name.satkerDigit',
    'satker.summaries': 'jobs.name.satkerSummaries',
    'user-id.announce': 'jobs.name.announce',
    'waiting.holders': 'jobs.name.waitingHolders',
  }),
);

/** A job's name in words; its technical one where it has none. */
export function jobName(t: Translate, name: string): string {
  const key = jobNames.get(name);
  return key ? t.message({ key }) : name;
}
