import type { Mutation } from '../../lib/contract/mutation.ts';
import type { PushReply } from '../../lib/contract/wire.ts';
import type { Chance } from './chance.ts';
import { type Answered, type SimEndpoint, tokenOf } from './endpoint.ts';
import { MINUTE, SECOND } from './field.ts';
import type { Life, Scheduler } from './scheduler.ts';
import { cancelTimeout } from './virtual-browser.ts';

/**
 * What becomes of one request. `lost`: never arrives. `hangs`: is never answered. `reply-lost`: done, and the answer is lost. `half`: the answer breaks off.
 * `twice`: arrives once more, later. `fault`, `busy`, `gateway`: 500, 503 with Retry-After, 502 in somebody else's words.
 */
export type Fate = 'fine' | 'slow' | 'lost' | 'hangs' | 'reply-lost' | 'half' | 'twice' | 'fault' | 'busy' | 'gateway';
export type Weather = 'fair' | 'rough' | 'offline';

const fates: { readonly [weather in Exclude<Weather, 'offline'>]: { readonly [fate in Fate]: number } } = {
  fair: { fine: 90, slow: 4, lost: 1, hangs: 0, 'reply-lost': 1, half: 0, twice: 2, fault: 1, busy: 0.5, gateway: 0.5 },
  rough: { fine: 30, slow: 10, lost: 10, hangs: 5, 'reply-lost': 15, half: 5, twice: 10, fault: 8, busy: 4, gateway: 3 },
};

/** A request as it went out, to be sent again as it was. */
export type Sent = { agentId: string; path: string; init: RequestInit };

type Ending = Answered | 'broken' | 'aborted';

/** All lines between panels and endpoint, with a weather each. */
export class Network {
  readonly weather = new Map<string, Weather>();
  /** True when the faults are over. */
  calm = false;
  /** What a panel was told is stored, by its id, as it was sent. */
  readonly acknowledged = new Map<string, Mutation>();
  readonly pushes: Sent[] = [];
  /** How long the longest request was waited for, ms. */
  longest = 0;
  requests = 0;
  private readonly scheduler: Scheduler;
  private readonly chance: Chance;
  private readonly endpoint: SimEndpoint;
  private readonly air: Life = { name: 'network', alive: true };

  constructor(scheduler: Scheduler, chance: Chance, endpoint: SimEndpoint) {
    this.scheduler = scheduler;
    this.chance = chance;
    this.endpoint = endpoint;
  }

  /** The `fetch` of one panel. */
  fetcherOf(agentId: string): typeof fetch {
    return async (input, init = {}) => {
      const url = new URL(String(input));
      const sent: Sent = { agentId, path: url.pathname + url.search, init };
      const fate = this.fateOf(agentId);
      const asked = this.scheduler.now;
      this.requests += 1;
      this.scheduler.note(`asks ${url.pathname} (${fate})`);
      if (url.pathname === '/v1/push') this.pushes.push(sent);
      const ending = await this.answer(sent, fate);
      cancelTimeout(init.signal);
      this.longest = Math.max(this.longest, this.scheduler.now - asked);
      if (ending === 'aborted') throw new DOMException('', 'AbortError');
      if (ending === 'broken') throw new TypeError('Failed to fetch');
      if (url.pathname === '/v1/push' && ending.status === 200) this.acknowledge(init, ending.text);
      // 304 has no body, and a Response is strict about that.
      return new Response(ending.status === 304 ? null : ending.text, { status: ending.status, headers: ending.headers });
    };
  }

  /** An old request arrives once more, word for word or with another body. Nobody waits for what is answered. */
  again(sent: Sent, change: (init: RequestInit) => RequestInit = (init) => init): void {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(sent.agentId)}` };
    this.endpoint.ask(
      sent.path,
      { ...change(sent.init), headers },
      () => {},
      () => {},
    );
  }

  private fateOf(agentId: string): Fate {
    const weather = this.weather.get(agentId) ?? 'fair';
    if (this.calm) return 'fine';
    return weather === 'offline' ? 'lost' : this.chance.weighted(fates[weather]);
  }

  private answer(sent: Sent, fate: Fate): Promise<Ending> {
    const gate = this.scheduler.gate<Ending>();
    sent.init.signal?.addEventListener('abort', () => gate.open('aborted'));
    const delay = () => this.chance.between(2, fate === 'slow' ? 14_000 : 300);
    const carry = (what: string, after: number, then: () => void) => this.scheduler.timer(this.air, `${what} ${sent.path}`, after, then);
    const back = (ending: Ending) => carry('brings back', delay(), () => gate.open(ending));
    const arrive = (after: number, answered: (answer: Answered) => void) =>
      carry('carries', after, () => this.endpoint.ask(sent.path, sent.init, answered, () => gate.open('broken')));
    if (fate === 'lost') back('broken');
    else if (fate === 'fault') back(refusal(500, 'internal'));
    else if (fate === 'busy') back(refusal(503, 'unavailable', this.chance.between(1, 120)));
    else if (fate === 'gateway') back({ status: 502, headers: [], text: '<h1>Bad gateway</h1>' });
    else {
      arrive(delay(), (answer) => {
        if (fate === 'reply-lost') back('broken');
        else if (fate === 'half') back({ ...answer, text: answer.text.slice(0, answer.text.length >> 1) });
        else if (fate !== 'hangs') back(answer);
      });
      if (fate === 'twice') arrive(this.chance.between(SECOND, 10 * MINUTE), () => {});
    }
    return gate.wait(`answer of ${sent.path}`);
  }

  private acknowledge(init: RequestInit, text: string): void {
    const sent = new Map(mutationsOf(init).map((mutation) => [mutation.id, mutation]));
    for (const { id, status } of (JSON.parse(text) as PushReply).results) {
      const mutation = sent.get(id);
      if (mutation && status !== 'rejected') this.acknowledged.set(id, mutation);
    }
  }
}

/** What a push brings. */
export function mutationsOf(init: RequestInit): Mutation[] {
  return (JSON.parse(String(init.body)) as { mutations: Mutation[] }).mutations;
}

function refusal(status: number, kind: string, retryAfter?: number): Answered {
  const headers: [string, string][] = retryAfter === undefined ? [] : [['retry-after', String(retryAfter)]];
  return { status, headers, text: JSON.stringify({ error: { kind, message: '', field: null, retry: true } }) };
}
