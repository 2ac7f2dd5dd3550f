import type { History, Playground } from '@satu-pintu/playground';
import { addDays, dayOf, momentAt } from '../core/day.ts';
import { courseOf } from './course/index.ts';
import { sampleActors } from './people.ts';

/** Three months of the sample organisation: its people live through them, one act after the other. */
export function sampleHistory(playground: Playground, timeZone: string): History {
  return {
    days: 91,
    async live({ passTo, now }) {
      const actors = await sampleActors(playground);
      const first = dayOf(now(), timeZone);
      for (const { workingDay, at, act } of courseOf(actors, (n) => dayAt(first, n))) {
        await passTo(momentAt(`${dayAt(first, workingDay)}T${at}:00`, timeZone));
        await act();
      }
    },
  };
}

/** The nth weekday after a day. */
function dayAt(first: string, n: number): string {
  let day = first;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}
