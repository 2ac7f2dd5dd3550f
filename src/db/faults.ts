import { isLostRace, isUndone } from './lost-race.ts';
import { isOfNobody } from './nobody.ts';
import { isStalled } from './stalled.ts';

/** What an error of the database means for whoever waits: that it is slow, that somebody else was faster, that it was undone for others, that it was asked for nothing. */
export const faults = { isStalled, isLostRace, isUndone, isOfNobody };
