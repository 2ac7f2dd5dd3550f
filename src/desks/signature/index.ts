import { action, idOf } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { Part } from '../../chat/card.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormsOf, Offer } from '../../chat/desk.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import type { LetterDeps } from '../../neighbours/mail/letter.ts';
import { markableActs } from '../../records/buttons.ts';
import { opening } from '../../records/card.ts';
import { actForms } from '../../records/form.ts';
import { holds } from '../../records/holders.ts';
import { subjectOf, visible } from '../../records/kind.ts';
import { openQuestion } from '../../records/remarks.ts';
import { whyNotDecide } from '../../records/waiting.ts';
import { announcingWaits, waitingIn, waitOf } from '../../records/waits.ts';
import { downloadCard } from '../../web/download-card.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { newPhoneCard, newPhoneItem } from './cards/new-phone.ts';
import { postedCards } from './cards/posted.ts';
import { personCard } from './cards/signer.ts';
import { signingCard, signingItem } from './cards/signing.ts';
import { revokeAsAdmin } from './certificates/acts.ts';
import { certificateChecks } from './certificates/checks.ts';
import { publicEndpoints } from './certificates/endpoints.ts';
import { expiry } from './certificates/expiry.ts';
import { revocationListJob } from './certificates/revocation-list.ts';
import { enrol, offeredWords, openSigning, status, verbsOf } from './commands.ts';
import type { DeskDeps } from './deps.ts';
import { endSigning } from './documents/acts.ts';
import { announceSigning } from './documents/announce.ts';
import { pdfForm, searchSigners, submitPdf } from './documents/ask.ts';
import { signings, signingsReturning } from './documents/kind.ts';
import { pdfLater, timeStamperLater } from './documents/pdf-later.ts';
import { dueOf, mayRead } from './documents/rules.ts';
import { signShortcut } from './documents/shortcut.ts';
import { openSigningsOf } from './documents/store.ts';
import { submitVerify, verifyForm } from './documents/verify.ts';
import { writeJob } from './documents/write.ts';
import { pageCard } from './enrolment/pages.ts';
import { begins } from './enrolment/start.ts';
import { endingForms, provedForms, signerForms, signingForms } from './forms.ts';
import { called, holds as held } from './held.ts';
import { parting } from './leaving.ts';
import { signatureLetters } from './letters.ts';
import { phoneActs, reassign, verdicts } from './new-phone/acts.ts';
import { askNewPhone } from './new-phone/ask.ts';
import { decidableNewPhones } from './new-phone/decidable.ts';
import { newPhones, newPhonesReturning } from './new-phone/kind.ts';
import { productSignature } from './product/sign.ts';
import { retention } from './retention.ts';
import { phoneHolders } from './rules.ts';
import { newPhoneOfSigner, newPhonesWaiting, signerOfPerson } from './store.ts';
import { uses } from './uses.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'sign.status': true;
    'sign.enrol': true;
    'sign.details': true;
    'sign.draw': true;
    'sign.proceed': true;
    'sign.generate': true;
    'sign.revoke': true;
    'sign.revoke-other': true;
    'sign.person': true;
    'sign.new-phone': true;
    'sign.open-new-phone': true;
    'sign.approve': true;
    'sign.reject': true;
    'sign.withdraw': true;
    'sign.reassign': true;
    'sign.pdf': true;
    'sign.verify': true;
    'sign.sign': true;
    'sign.decline': true;
    'sign.take-back': true;
    'sign.end': true;
    'sign.open-signing': true;
    'sign.file': true;
  }
  interface Forms {
    'sign.act': true;
    'sign.proved': true;
    'sign.new-phone': true;
    'sign.decision': true;
    'sign.pdf': true;
    'sign.verify': Leads;
    'sign.sign': true;
    'sign.signing-act': true;
  }
}

export interface SignatureDeskDeps extends DeskDeps, LetterDeps {
  /** For work that may take its time. */
  jobDb: Database;
}

/** The desk of the house. */
export function openSignatureDesk(house: House): CompleteDesk {
  const {
    db,
    jobDb,
    admit,
    attachments,
    authenticators,
    stepUp,
    publicUrl,
    clock,
    env,
    people,
    log,
    bodies,
  } = house;
  const deps = {
    db,
    admit,
    attachments,
    authenticators,
    stepUp,
    pdf: pdfLater(),
    maxPdfBytes: env.SIGNING_MAX_MB * 1024 * 1024,
    timeStamper: timeStamperLater(env.TSA_URL),
    publicUrl,
    ocspUrl: env.OCSP_URL,
    clock,
    timeZone: env.TIMEZONE,
  };
  return {
    ...createSignatureDesk({ ...deps, ...letterDeps(house), jobDb }),
    endpoints: publicEndpoints({ ...deps, db: jobDb, log, bodies }),
    productSignature: productSignature({ ...deps, db: jobDb, organisation: env.SIGNATURE_ISSUER }),
    pages: async (db) =>
      (await import('./pages/index.ts')).signaturePages({
        ...deps,
        db,
        contextOf: (personId) => people.contextOf(personId, 'portal'),
      }),
  };
}

/** The signature desk: enrolling, certificates of the product's own authority, another phone for a lost one, signing and checking PDFs (G-1 … G-8). */
export function createSignatureDesk(
  deps: SignatureDeskDeps,
): Bringing<'commands' | 'home' | 'jobs' | 'letters' | 'offers'> {
  const { jobDb } = deps;
  return {
    id: 'sign',
    title: 'sign.desk.name',
    commands: { sign: { verbs: verbsOf(deps), offered: offeredWords } } satisfies CommandsOf<'sign'>,
    records: { SIG: (ctx, number) => openSigning(ctx, deps, number) },
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: postedCards(deps) satisfies CardsOf<'sign'>,
    jobs: {
      'sign.announce': announcingWaits(jobDb, 'sign.announce', newPhones),
      'sign.crl': revocationListJob({ ...deps, db: jobDb }),
      'sign.signing': announceSigning(jobDb),
      'sign.write': writeJob({ ...deps, db: jobDb }),
    } satisfies JobsOf<'sign'>,
    letters: signatureLetters({ ...deps, db: jobDb }),
    // A list holds for many times as long, and one that has ended all the same is made at its first reader.
    schedules: [{ at: '7 * * * *', job: 'sign.crl' }],
    deadlines: [expiry],
    helpers,
    uses,
    holds: held,
    called,
    retention,
    parting,
    checks: certificateChecks(deps),
    besidePeople: {
      parts: () => [],
      buttons: ({ t }, personId) => [
        { label: t('sign.button.certificateOf'), does: { action: action('sign.person', personId) } },
      ],
      words: new Map(),
    },
    enrolment: { label: 'sign.button.enrol', action: action('sign.enrol') },
    decidables: [decidableNewPhones(deps)],
    returns: [newPhonesReturning, signingsReturning],
    markable: ({ t }) => [
      ...markableActs(t, t('sign.newPhone.title'), verdicts(deps)),
      ...markableActs(t, t('sign.title'), [revokeAsAdmin, endSigning]),
    ],
    waiting: async (concerned, at = jobDb) => [
      ...(await waitingIn(at, newPhones, concerned)),
      ...(await waitingIn(at, signings, concerned)),
    ],
    offers: async (ctx) => (ctx.actor.registered ? offersOf(ctx) : []),
    shortcuts: { pdf: signShortcut(deps) },
    home: (ctx) => overviewOf(ctx, deps),
  };
}

/** Signatures are for everybody whom a register knows (I-1). */
const offersOf = ({ t }: Context): Offer[] => [
  { label: t('sign.title'), text: t('sign.offer.status'), action: action('sign.status') },
  {
    label: t('sign.button.pdf'),
    text: t('sign.offer.pdf'),
    action: action('sign.pdf'),
    takesFiles: true,
  },
  {
    label: t('sign.button.verify'),
    text: t('sign.offer.verify'),
    action: action('sign.verify'),
    takesFiles: true,
  },
];

const decisionForms = (deps: DeskDeps) =>
  actForms(deps, 'sign.decision', newPhones, [...phoneActs(deps), reassign]);

function actionsOf(deps: DeskDeps): ActionsOf<'sign'> {
  return {
    status: { run: (ctx, [from]) => status(ctx, deps, from === begins) },
    enrol: { run: (ctx) => enrol(ctx, deps) },
    draw: showsCard((ctx) => pageCard(ctx, deps, 'initial')),
    proceed: showsCard((ctx) => pageCard(ctx, deps, 'authenticator')),
    ...provedForms(deps).actions(['generate', 'revoke']),
    ...signerForms(deps).actions(['details', 'revoke-other']),
    person: showsCard(async (ctx, [id]) => {
      if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
      const signer = await signerOfPerson(deps.db, idOf(id));
      if (!signer) throw new Refusal(msg('sign.refuse.notBegun'));
      return personCard(ctx, signer);
    }),
    'new-phone': askNewPhone(deps).opens,
    'open-new-phone': opening(deps.db, newPhones, newPhoneCard(deps)),
    ...decisionForms(deps).actions(['approve', 'reject', 'withdraw', 'reassign']),
    pdf: opensForm((ctx) => pdfForm(ctx, deps.maxPdfBytes)),
    verify: opensForm((ctx) => verifyForm(ctx, deps)),
    ...signingForms(deps).actions(['sign']),
    ...endingForms(deps).actions(['decline', 'take-back', 'end']),
    'open-signing': opening(deps.db, signings, signingCard),
    file: showsCard(async (ctx, [id]) => {
      const signing = await visible(deps.db, signings, ctx, idOf(id));
      if (!mayRead(ctx.actor, signing)) throw new Refusal(signings.unknown);
      return downloadCard(ctx, deps, signing.file, signing.number);
    }),
  };
}

function formsOf(deps: DeskDeps): FormsOf<'sign'> {
  return {
    act: { submit: signerForms(deps).submit },
    proved: { submit: provedForms(deps).submit },
    'new-phone': { submit: askNewPhone(deps).submit },
    decision: { submit: decisionForms(deps).submit },
    pdf: {
      submit: (ctx, state, values) => submitPdf(ctx, deps, state, values),
      search: (_ctx, _field, query) => searchSigners(deps, query),
    },
    verify: { submit: (ctx, _state, values) => submitVerify(ctx, deps, values) },
    sign: { submit: signingForms(deps).submit },
    'signing-act': { submit: endingForms(deps).submit },
  };
}

/** What waits for an ADMIN, and what somebody has asked for. */
async function overviewOf(ctx: Context, { db }: DeskDeps): Promise<{ waiting: Part[]; asked: Part[] }> {
  const heading: Part = { type: 'heading', text: ctx.t('sign.desk.name') };
  const section = (items: ReturnType<typeof newPhoneItem>[]): Part[] =>
    items.length > 0 ? [heading, { type: 'list', items, empty: '' }] : [];
  const signer = await signerOfPerson(db, ctx.actor.id);
  const [waiting, own, open] = await Promise.all([
    holds(ctx.actor, phoneHolders) ? newPhonesWaiting(db, null) : [],
    signer && newPhoneOfSigner(db, signer.id),
    openSigningsOf(db, ctx.actor.id, inOverview),
  ]);
  const isDue = (one: (typeof open)[number]) =>
    !openQuestion(one) && dueOf(one).some(({ personId }) => personId === ctx.actor.id);
  return {
    waiting: section([
      ...open.filter(isDue).map((one) => ({ ...signingItem(ctx, one), waits: subjectOf(signings, one.id) })),
      ...waiting
        .filter((one) => !whyNotDecide(waitOf(newPhones, one), ctx.actor))
        .slice(0, inOverview)
        .map((one) => ({ ...newPhoneItem(ctx, one), waits: subjectOf(newPhones, one.id) })),
    ]),
    asked: section([
      ...open.filter(({ requester }) => requester.id === ctx.actor.id).map((one) => signingItem(ctx, one)),
      ...(own ? [newPhoneItem(ctx, own)] : []),
    ]),
  };
}

const inOverview = 5;
