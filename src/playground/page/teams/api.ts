import type { TeamsControlApi } from '../../teams/contract/calls.ts';
import { ApiProblem } from '../api.ts';

/** Every call of the local Teams' control API as a method; a refusal rejects with {@link ApiProblem}. */
export function createTeamsApi(): TeamsControlApi {
  const call = async (name: string, args: unknown): Promise<unknown> => {
    const response = await fetch(`/playground/api/teams/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args ?? {}),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer ?? undefined;
    const { error } = (answer ?? {}) as { error?: { code: string; message: string } };
    throw new ApiProblem(error?.code ?? 'unreadable_answer', error?.message ?? `HTTP ${response.status}`);
  };
  return new Proxy({} as TeamsControlApi, {
    get: (_target, name) => (args: unknown) => call(String(name), args),
  });
}
