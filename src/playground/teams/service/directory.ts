import type { TeamsPerson } from '../contract/organisation.ts';
import type { World } from '../world.ts';

/** Everybody whom the directory still has. */
export function directoryOf(world: World): TeamsPerson[] {
  return world.people().filter(({ deleted }) => !deleted);
}

export function principalOf(person: TeamsPerson): string {
  return person.guest
    ? `${person.userPrincipalName.replace('@', '_')}#EXT#@nusantara.example`
    : person.userPrincipalName;
}
