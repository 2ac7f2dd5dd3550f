import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** The encoded bytes of a structure, in a buffer of their own. */
export function derOf(structure: asn1js.BaseBlock | pkijs.PkiObject): Uint8Array<ArrayBuffer> {
  const block = structure instanceof pkijs.PkiObject ? structure.toSchema() : structure;
  return new Uint8Array(block.toBER(false));
}

/** X.509 wants UTCTime up to 2049 and GeneralizedTime from 2050 on, both in whole seconds (RFC 5280, 4.1.2.5). */
export function timeOf(moment: Date): pkijs.Time {
  const value = wholeSecond(moment);
  return new pkijs.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

export function wholeSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

/** A serial number as it is shown and compared: upper case, without leading zeros, however somebody has encoded it. */
export function serialOf(number: asn1js.Integer): string {
  const hex = Buffer.from(number.valueBlock.valueHexView).toString('hex');
  return hex.toUpperCase().replace(/^0+(?=.)/, '');
}

/** @param serial hexadecimal, as `serialOf` answers it */
export function integerOf(serial: string): asn1js.Integer {
  const hex = serial.length % 2 === 0 ? serial : `0${serial}`;
  // A first bit that is set would make the number negative.
  const positive = /^[89a-f]/i.test(hex) ? `00${hex}` : hex;
  return new asn1js.Integer({ valueHex: new Uint8Array(Buffer.from(positive, 'hex')) });
}
