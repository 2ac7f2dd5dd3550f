import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, which can be full without any other being so. */
export interface SmallDisk {
  folder: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Takes away what filled it. */
  free(): void;
  remove(): void;
}

const megabyte = 1024 ** 2;

/** Null where the system lets nobody mount one: that takes root, and the right to. */
export function openSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  chmodSync(folder, 0o711);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      const whole = Buffer.alloc(megabyte);
      writeFileSync(ballast, '');
      try {
        for (let left = bavail * bsize; left > 0; left -= megabyte)
          writeFileSync(ballast, whole.subarray(0, left), { flag: 'a' });
      } catch (error) {
        // Somebody else has written on it meanwhile: it is full all the same.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(ballast),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
