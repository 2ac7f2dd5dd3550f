/** A run of letters or digits, and whether a dot follows it: `S.Kom` is two parts. */
interface Part {
  text: string;
  isDotted: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Before a name, with or without a dot: none of these is a name. */
const prefixes = words('PROF DR DRS DRA DRG DRH IR HJ KH KYAI KIAI TGH TGK PDT UST USTAZ USTADZ USTADZAH');

/** Before a name with a dot only, because without one they may be an initial. */
const dottedPrefixes = words('H APT BD NS');

/** Before a name, written in several parts: K.H., T.G.H., Dr. (H.C.). */
const joinedPrefixes = words('KH TGH DRHC');

/** After a name, without their dots: academic degrees, professions and orders. */
const suffixes = words(`
  AMA AMAPD AMD AMDKEB AMDKEP AMDKOM
  SAB SAG SAK SAP SARS SDES SDS SE SEI SESY SFARM SFIL SFILI SGZ SH SHI SHUM SHUT SI SIA SIK SIKOM SIP SKEB SKED SKEP
  SKG SKH SKM SKOM SKPM SM SMAT SMB SOR SP SPAR SPD SPDH SPDI SPI SPSI SPT SS SSI SSN SSOS SSOSI SST SSTAT SSTP ST STH
  STHI STP
  MA MAB MAG MAK MAP MARS MBA MCS MDS ME MEC MED MEI MENG MESY MFARM MFIL MH MHI MHKES MHSC MHUM MIKOM MIP MIT MKEP
  MKES MKM MKN MKOM MLOG MM MMPD MMSI MP MPA MPD MPDI MPH MPHIL MPP MPSI MSC MSE MSI MSM MSN MSOS MSTAT MT MTH MTI MTP
  DBA DPHIL DSC EDD PHD
  BA BBA BE BENG BSC LC LLB LLM
  ACPA AK APT BD BDN BKP CA CFA CFE CFP CIA CISA CMA CPA CTA IPM IPP IPU NERS NS PMP QIA
  OFM PR SJ SVD
`);

/** Of those after a name, the ones that nobody bears as a name, so that they need neither comma nor dots. */
const unmistakable = words(
  'BSC CPA LC LLM MBA MKES MKM MKN MKOM MPD MPDI MPH MSC MSI PHD SKG SKM SKOM SPD SPDI SPSI SSI SSOS SST',
);

/** Degrees with a field behind them, of which there are too many to list: S.Tr.Keb., A.Md.Kep., Sp.PD. */
const withField = /^(S\.TR|M\.TR|A\.MD|A\.MA|S\.PD|M\.PD|S\.ST|SP)\.[A-Z]{1,5}$/;

/** Behind a specialist's title: Sp.OG(K). */
const consultant = '(K)';

/** No title has more parts. */
const mostParts = 4;

/**
 * The words of a name in upper case without its academic and religious titles. What can also be a name or an
 * initial is a title only by its punctuation or place: `H.` in front, `S.T.` with its dots, `MA` after a comma.
 */
export function wordsWithoutTitles(name: string): string[] {
  // Only what stands after a comma may be titles from its first to its last word.
  const [first = [], ...rest] = name.replaceAll(consultant, '').split(',').map(partsOf);
  const kept = [first, ...rest.filter((parts) => !areTitles(parts))];
  return kept.flatMap((parts) => trimmedEnd(trimmedStart(parts))).map(({ text }) => text);
}

/** All the words of a name. */
export function wordsOf(name: string): string[] {
  return partsOf(name).map(({ text }) => text);
}

function partsOf(text: string): Part[] {
  return Array.from(text.matchAll(/([\p{L}\p{N}]+)(\.?)/gu), ([, word = '', dot]) => ({
    text: word,
    isDotted: dot === '.',
  }));
}

function trimmedStart(parts: Part[]): Part[] {
  const title = lengths(parts).find((length) => isPrefix(parts.slice(0, length)));
  return title ? trimmedStart(parts.slice(title)) : parts;
}

function trimmedEnd(parts: Part[]): Part[] {
  const title = lengths(parts).find((length) => isSuffix(parts.slice(-length), unmistakable));
  return title ? trimmedEnd(parts.slice(0, -title)) : parts;
}

/** Whether all of it, as it stands after a comma, can be read as titles one behind the other. */
function areTitles(parts: Part[]): boolean {
  const readUpTo = new Set([0]);
  for (const start of parts.keys()) {
    if (!readUpTo.has(start)) continue;
    for (const length of lengths(parts.slice(start))) {
      const run = parts.slice(start, start + length);
      if (isSuffix(run, suffixes) || isPrefix(run)) readUpTo.add(start + length);
    }
  }
  return readUpTo.has(parts.length);
}

/** The longest first: S.Pd.I. is one title, not S.Pd. and an initial. */
function lengths(parts: Part[]): number[] {
  return Array.from({ length: Math.min(mostParts, parts.length) }, (_, n) => n + 1).reverse();
}

function isPrefix(run: Part[]): boolean {
  const joined = run.map(({ text }) => text).join('');
  if (run.length > 1) return hasDotsInside(run) && joinedPrefixes.has(joined);
  return prefixes.has(joined) || (dottedPrefixes.has(joined) && run.every(({ isDotted }) => isDotted));
}

function isSuffix(run: Part[], inOnePart: ReadonlySet<string>): boolean {
  const texts = run.map(({ text }) => text);
  if (run.length === 1) return inOnePart.has(texts.join(''));
  return hasDotsInside(run) && (suffixes.has(texts.join('')) || withField.test(texts.join('.')));
}

function hasDotsInside(run: Part[]): boolean {
  return run.slice(0, -1).every(({ isDotted }) => isDotted);
}
