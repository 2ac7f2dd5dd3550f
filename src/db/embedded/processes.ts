import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a command prints, or undefined when it fails, as it does for a process that is gone. */
async function printed(command: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run(command, args, { windowsHide: true })).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

const powershell = (script: string) => printed('powershell', ['-NoProfile', '-Command', script]);

/**
 * A text that no two processes of this machine share, not even after a reboot: process ids are reused,
 * a process id with its start time and the machine's boot is not. Undefined when no such process runs.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    try {
      const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The second field is the program's name in parentheses and may hold spaces: count behind it.
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' || state === 'X' ? undefined : `${boot} ${rest[18]}`;
    } catch {
      return undefined;
    }
  }
  if (process.platform === 'win32') return powershell(`(Get-Process -Id ${pid}).StartTime.Ticks`);
  return printed('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** Whether `pid` is a PostgreSQL server that works on the data folder `cluster`. */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    try {
      const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
      // A server's working directory is its data folder, also after that folder was renamed.
      return basename(program) === 'postgres' && (await readlink(`/proc/${pid}/cwd`)) === cluster;
    } catch {
      return false;
    }
  }
  const command =
    process.platform === 'win32'
      ? await powershell(`(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`)
      : await printed('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return command?.includes('postgres') === true && command.includes(cluster);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Looks every 10 ms until `condition` holds; false when it does not within `ms` milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}
