/** Asks for slices, one at a time: the last that was asked for is the one that is shown. */

import type { Api } from "./api.ts";
import { Model } from "./model.ts";
import type { Status } from "./panes/status.ts";
import type { Shared } from "./shared.ts";
import type { State } from "./state.ts";

export interface LoadHandlers {
  loaded(model: Model): void;
  failed(error: unknown): void;
}

export class Loader {
  #loading: AbortController | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly api: Api,
    readonly shared: Shared,
    readonly status: Status,
  ) {}

  /** Loads what `state` means; says so meanwhile, more quietly where something is shown already. */
  async load(state: State, isFirst: boolean, handlers: LoadHandlers): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.status.loading(isFirst);
    this.root.setAttribute("aria-busy", "true");
    try {
      const [slice] = await Promise.all([this.api.slice(state, loading.signal), this.shared.load(state)]);
      if (!loading.signal.aborted) handlers.loaded(new Model(slice));
    } catch (error) {
      if (!loading.signal.aborted) handlers.failed(error);
    } finally {
      if (this.#loading === loading) this.root.setAttribute("aria-busy", "false");
    }
  }
}
