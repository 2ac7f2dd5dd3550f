import type { JsonObject } from '../../contract.ts';
import type { View } from '../contract/screen.ts';
import { judgeView } from '../limits.ts';
import type { ViewResult } from '../views.ts';
import { viewToWire } from '../wire.ts';
import { ApiError, type Call, type Methods } from './call.ts';

export const views: Methods = {
  'views.open': { run: open },
  'views.push': { run: push },
  'views.update': { run: update },
  'views.publish': { run: publish },
};

function open(call: Call): JsonObject {
  const { slack, args } = call;
  const trigger = checkTrigger(call);
  const view = viewArgument(call, 'modal');
  const result = slack.views.openRoot(trigger.person, view);
  return answer(call, result, () => slack.triggers.use(args.text('trigger_id')));
}

function push(call: Call): JsonObject {
  const { slack, args } = call;
  const trigger = checkTrigger(call);
  const view = viewArgument(call, 'modal');
  // Only an interaction inside a modal gives a trigger that can push onto it.
  if (trigger.viewId === undefined) throw new ApiError('invalid_trigger_id');
  const result = slack.views.push(trigger.person, view);
  return answer(call, result, () => slack.triggers.use(args.text('trigger_id')));
}

function update(call: Call): JsonObject {
  const { slack, args } = call;
  const viewId = args.text('view_id');
  const externalId = args.text('external_id');
  if (!viewId && !externalId) throw new ApiError('invalid_arguments', ['missing required field: view_id']);
  const shown = viewId ? slack.views.find(viewId) : slack.views.findExternal(externalId ?? '');
  const view = viewArgument(call, shown?.type ?? 'modal');
  if (!shown) throw new ApiError('not_found');
  return answer(call, slack.views.update(shown, view, args.text('hash')));
}

function publish(call: Call): JsonObject {
  const { slack, args } = call;
  const person = slack.workspace.person(args.required('user_id'));
  const view = viewArgument(call, 'home');
  if (!person || person.unknown || person.isBot)
    throw new ApiError('invalid_arguments', ['invalid `user_id`']);
  return answer(call, slack.views.publish(person.id, view, args.text('hash')));
}

function checkTrigger(call: Call): { person: string; viewId?: string } {
  const id = call.args.text('trigger_id');
  if (id === undefined) throw new ApiError('invalid_arguments', ['missing required field: trigger_id']);
  const trigger = call.slack.triggers.check(id);
  if ('error' in trigger) throw new ApiError(trigger.error);
  return trigger;
}

function viewArgument(call: Call, type: View['type']): JsonObject {
  const view = call.args.json('view', 'invalid_arguments');
  if (view === undefined) throw new ApiError('invalid_arguments', ['missing required field: view']);
  const verdict = judgeView(view, type, call.slack.workspace.lacking);
  if (verdict.error) throw new ApiError(verdict.error, verdict.problems);
  return view as JsonObject;
}

function answer(call: Call, result: ViewResult, onDone?: () => void): JsonObject {
  if ('error' in result) throw new ApiError(result.error);
  onDone?.();
  return { view: viewToWire(result.view, call.slack.workspace) };
}
