import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derOf } from './der.ts';

/** The attributes that we write, and how others' are shown (RFC 4514, 3, and what is met besides). */
const attributes = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  /** Whole, where a common name may not be: up to 32,768 characters. */
  name: '2.5.4.41',
} as const;

const labels: ReadonlyMap<string, string> = new Map([
  [attributes.commonName, 'CN'],
  [attributes.serialNumber, 'serialNumber'],
  [attributes.country, 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  [attributes.organisation, 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  [attributes.name, 'name'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

/** RFC 5280's upper bound of a common name and of an organisation's, in characters. */
const maxCharacters = 64;

/** What a distinguished name says, as far as people ask for it. */
export interface DistinguishedName {
  /** Whole, as it was given. Empty where there is none. */
  name: string;
  organisation: string;
  /** All of it, the most particular first: `CN=Ali Rahman\, S.H., O=Satu Pintu`. */
  text: string;
}

/**
 * A name is put into its attributes as it is: nothing of it is syntax there, neither commas nor quotes, a plus sign, a backslash or
 * a leading #. A common name has at most 64 characters; a longer one is cut between words, and stands whole in `name`.
 * @param id tells people of one name apart, where the issuer has something that does
 */
export function distinguishedName(of: {
  name: string;
  organisation: string;
  id?: string;
}): pkijs.RelativeDistinguishedNames {
  const characters = [...of.organisation].length;
  if (characters === 0 || characters > maxCharacters)
    throw new Error(`an organisation's name has 1 to ${maxCharacters} characters in a certificate`);
  if (of.name.trim() === '') throw new Error('a certificate is issued to somebody with a name');
  const common = cutBetweenWords(of.name);
  const written: [string, asn1js.BaseBlock][] = [
    [attributes.organisation, new asn1js.Utf8String({ value: of.organisation })],
  ];
  if (common !== of.name) written.push([attributes.name, new asn1js.Utf8String({ value: of.name })]);
  if (of.id !== undefined) written.push([attributes.serialNumber, printable(of.id)]);
  written.push([attributes.commonName, new asn1js.Utf8String({ value: common })]);
  // Each attribute is a set of its own: the library would put all into one, which is another name.
  const sequence = new asn1js.Sequence({
    value: written.map(
      ([type, value]) =>
        new asn1js.Set({
          value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })],
        }),
    ),
  });
  return pkijs.RelativeDistinguishedNames.fromBER(derOf(sequence));
}

function printable(value: string): asn1js.PrintableString {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]{1,64}$/.test(value)) throw new Error('an id is a PrintableString');
  return new asn1js.PrintableString({ value });
}

function cutBetweenWords(name: string): string {
  const characters = [...name];
  if (characters.length <= maxCharacters) return name;
  const beginning = characters.slice(0, maxCharacters - 1).join('');
  // Without the word that the cut goes through, unless it is all there is.
  const words = beginning.replace(/[\s,]+\S*$/, '');
  return `${words === '' ? beginning : words}…`;
}

/** Reads any certificate's name, also one that somebody else has issued. */
export function readName(name: pkijs.RelativeDistinguishedNames): DistinguishedName {
  const values = name.typesAndValues.map(({ type, value }) => ({ type, value: textOf(value) }));
  const last = (type: string) => values.findLast((one) => one.type === type)?.value ?? '';
  return {
    name: last(attributes.name) || last(attributes.commonName),
    organisation: last(attributes.organisation),
    text: values
      .map(({ type, value }) => `${labels.get(type) ?? type}=${escaped(value)}`)
      .reverse()
      .join(', '),
  };
}

function textOf(value: unknown): string {
  return value instanceof asn1js.BaseStringBlock ? value.getValue() : '';
}

/** As RFC 4514 has it, so that a comma of a value is none between two. */
function escaped(value: string): string {
  return value.replaceAll(/[\\",+;<>]/g, '\\$&').replace(/^[ #]|(?<=.) $/, '\\$&');
}
