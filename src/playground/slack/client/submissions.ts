import type { JsonObject, JsonValue } from '../../contract.ts';
import { NotPossible } from '../../not-possible.ts';
import type { InputValue, Outcome } from '../contract/acts.ts';
import type { View } from '../contract/screen.ts';
import type { Person } from '../contract/workspace.ts';
import { judgeView } from '../limits.ts';
import type { Slack } from '../slack.ts';
import { clientCheck } from './checks.ts';
import type { Entries } from './entries.ts';
import { type Line, outcome, TROUBLE } from './line.ts';

/** Submitting and closing views, and what the bot's answers to that do. */
export class Submissions {
  readonly #slack: Slack;
  readonly #line: Line;
  readonly #entries: Entries;

  constructor(slack: Slack, line: Line, entries: Entries) {
    this.#slack = slack;
    this.#line = line;
    this.#entries = entries;
  }

  /** Enters a value without telling the bot, as typing does. */
  enterOnly(person: Person, view: View, blockId: string, actionId: string, value: InputValue): void {
    const ref = { person: person.id, place: { view: view.id }, blockId, actionId, value };
    this.#entries.enter(person, { view }, this.#entries.find({ view }, ref), ref);
  }

  async submit(person: Person, view: View): Promise<Outcome> {
    if (view.submit === undefined)
      throw new NotPossible('no_submit_button', 'This view has no submit button.');
    if (view.submitting) throw new NotPossible('submitting', 'This view is being submitted already.');
    view.errors = {};
    for (const block of view.blocks) {
      const problem = clientCheck(block, view.state, person.locale);
      if (problem !== undefined) view.errors[block.block_id] = problem;
    }
    delete view.problem;
    if (Object.keys(view.errors).length > 0) {
      this.#slack.views.save(view);
      return { delivered: false, traffic: [], errors: { ...view.errors } };
    }
    view.submitting = true;
    this.#slack.views.save(view);
    const triggerId = this.#slack.triggers.issue(person.id, view.id);
    const payload = this.#slack.payloads.viewSubmission(person, view, triggerId);
    const sent = await this.#line.send(
      { kind: 'view_submission', name: view.callbackId, person: person.id, payload },
      triggerId,
    );
    view.submitting = false;
    const problems = sent.ack.ok ? this.#applyAnswer(view, sent.ack.body) : [];
    if (problems.length > 0) this.#line.reject(sent, 'invalid_response', problems);
    if (!sent.ack.ok || problems.length > 0) {
      view.problem = TROUBLE;
      this.#slack.views.save(view);
      return outcome(sent, { notice: this.#line.trouble(person, { view }, sent) });
    }
    if (this.#slack.views.find(view.id)) this.#slack.views.save(view);
    return outcome(sent, { errors: { ...view.errors } });
  }

  /** Closes a view as its close button does, or with `all` the whole stack. */
  async close(person: Person, view: View, all: boolean): Promise<Outcome> {
    const stack = this.#slack.views.stack(person.id);
    const clears = all || view.clearOnClose;
    const closing = clears ? stack : stack.slice(stack.findIndex((each) => each.id === view.id));
    if (clears) this.#slack.views.clear(person.id);
    else this.#slack.views.close(view);
    const told = closing.filter((each) => each.notifyOnClose).reverse();
    const sent = await Promise.all(
      told.map((each) =>
        this.#line.send({
          kind: 'view_closed',
          name: each.callbackId,
          person: person.id,
          payload: this.#slack.payloads.viewClosed(person, each, clears),
        }),
      ),
    );
    const [first] = sent;
    if (!first) return { delivered: false, traffic: [] };
    return { ...outcome(first), traffic: sent.flatMap((each) => each.traffic) };
  }

  /** Does what the bot answered to a submission; what is wrong with the answer, if anything. */
  #applyAnswer(view: View, body: JsonValue): string[] {
    const { views } = this.#slack;
    if (body === null || body === '') {
      views.close(view);
      return [];
    }
    if (typeof body !== 'object' || Array.isArray(body))
      return ['the answer is neither empty nor a JSON object'];
    const action = body.response_action;
    switch (action) {
      case undefined:
        views.close(view);
        return [];
      case 'clear':
        views.clear(view.person);
        return [];
      case 'errors':
        return this.#showErrors(view, body.errors);
      case 'update':
      case 'push': {
        const verdict = judgeView(body.view, 'modal', this.#slack.workspace.lacking);
        if (verdict.error) return verdict.problems.length > 0 ? verdict.problems : [verdict.error];
        const given = body.view as JsonObject;
        const result = action === 'update' ? views.update(view, given) : views.push(view.person, given);
        return 'error' in result ? [result.error] : [];
      }
      default:
        return [`unknown response_action: ${String(action)}`];
    }
  }

  #showErrors(view: View, errors: unknown): string[] {
    if (typeof errors !== 'object' || errors === null) return ['missing required field: errors'];
    const inputs = new Set(view.blocks.filter((each) => each.type === 'input').map((each) => each.block_id));
    const entries = Object.entries(errors as Record<string, unknown>);
    const unknown = entries.filter(([blockId]) => !inputs.has(blockId));
    if (entries.length === 0) return ['errors must name at least one block'];
    if (unknown.length > 0) return unknown.map(([blockId]) => `there is no input block ${blockId}`);
    view.errors = Object.fromEntries(entries.map(([blockId, text]) => [blockId, String(text)]));
    return [];
  }
}
