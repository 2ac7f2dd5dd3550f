import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** CPU seconds, of the program and of the system for it. */
export interface Cpu {
  /** Of the storm itself: people, both platforms, the mailbox, what judges. */
  storm: number;
  replicas: number;
  postgres: number;
}

/** `USER_HZ` of every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Process {
  pid: number;
  parent: number;
  name: string;
  /** With those of its children that have ended. */
  seconds: number;
}

/**
 * What this process and all below it have used so far; undefined where the system has no `/proc`. On a machine that does other things
 * as well it says what a storm costs, which the wall clock does not.
 */
export function cpuUsed(): Cpu | undefined {
  const all = processes();
  const own = all.find(({ pid }) => pid === process.pid);
  if (!own) return undefined;
  const { user, system } = process.cpuUsage();
  const storm = (user + system) / 1e6;
  // Of children that have ended, most are replicas that were killed.
  const used: Cpu = { storm, replicas: own.seconds - storm, postgres: 0 };
  const count = (parent: number) => {
    for (const one of all.filter((each) => each.parent === parent)) {
      used[one.name.startsWith('postgres') ? 'postgres' : 'replicas'] += one.seconds;
      count(one.pid);
    }
  };
  count(process.pid);
  return used;
}

function processes(): Process[] {
  const pids = (() => {
    try {
      return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    } catch {
      return [];
    }
  })();
  return pids.flatMap((pid): Process[] => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const [, parent, ...rest] = stat
        .slice(end + 2)
        .split(' ')
        .map(Number);
      // utime, stime, cutime and cstime, proc_pid_stat(5).
      const ticks = rest.slice(9, 13).reduce((sum, each) => sum + each, 0);
      const name = basename(stat.slice(stat.indexOf('(') + 1, end));
      return [{ pid: Number(pid), parent: Number(parent), name, seconds: ticks / ticksPerSecond }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
