import { createRouter, type Router, type RouterDeps } from '../../src/chat/router.ts';
import { translate } from '../../src/core/texts/index.ts';

/** A router in which nothing goes wrong and nobody is told anything, but for what a test is about. */
export function quietRouter(
  deps: Pick<RouterDeps, 'desks' | 'recognise' | 'log'> & Partial<RouterDeps>,
): Router {
  return createRouter({
    publicUrl: 'https://pintu.example.com',
    takeDelivery: async () => true,
    overview: async () => ({ title: '', parts: [], buttons: [] }),
    homeOpened: async () => {},
    postedCard: async () => null,
    offeredFiles: async () => ({ uploadUrl: '', files: [] }),
    takeFiles: async () => null,
    takeWritten: async () => null,
    reached: async () => {},
    accountChanged: async () => {},
    noteShown: async () => {},
    whoToAsk: async () => '',
    whoCanHelp: async () => '',
    isStalled: () => false,
    isLostRace: () => false,
    isUndone: () => false,
    isOfNobody: () => false,
    offerLanguage: async () => [],
    anyone: translate('id'),
    ...deps,
  });
}
