/** The country's zones, by what its people call them; none of them changes its clocks. */
export const zones = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' } as const;

export type Zone = keyof typeof zones;

export const zoneNames = Object.keys(zones) as Zone[];

/** A zone by what somebody typed of it: `wita`. */
export const zoneCalled = (text: string): Zone | undefined =>
  zoneNames.find((zone) => zone === text.trim().toUpperCase());
