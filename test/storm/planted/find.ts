import { pathToFileURL } from 'node:url';
import { built } from '../../../src/core/root.ts';
import type { Violation } from '../invariants/index.ts';
import type { Replicas } from '../replicas.ts';
import type { StormServer } from '../server.ts';
import { storm, type Told } from '../storm.ts';
import { buildWith } from './build.ts';
import { planted } from './faults.ts';

export interface Found extends Violation {
  seed: number;
  step: number;
}

export interface Search {
  server: StormServer;
  replicas: Replicas;
  /** The seeds that are tried. */
  first: number;
  last: number;
  steps: number;
  /** Told of each step when it is over. */
  tell?: (step: Told) => void;
}

/** Storms a program with a planted fault until it is found; undefined where none of these seeds finds it. */
export async function find(name: string, { first, last, ...search }: Search): Promise<Found | undefined> {
  const { patches = [], sql, shows } = planted[name] ?? {};
  const build = patches.length > 0 ? await buildWith(name, patches) : pathToFileURL(built('app.js')).href;
  for (let seed = first; seed <= last; seed += 1) {
    const { failed } = await storm({
      ...search,
      builds: [build, build],
      sql,
      emphasis: shows,
      seed,
    });
    const [violation] = failed?.violations ?? [];
    if (failed && violation) return { seed, step: failed.step, ...violation };
  }
  return undefined;
}
