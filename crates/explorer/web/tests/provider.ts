/** A provider of OpenID Connect on this machine, the one that certified servers are made with. */

import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import Oidc from "oidc-provider";

const CLIENT = "scholargraph-browser-test";
const SECRET = "what only the two of them know";

export class Provider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Provider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Provider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  }

  /** How the program is told of it: whoever signs in there is known by an ORCID iD. */
  described(): object {
    const scopes = ["profile"];
    return {
      name: "ORCID",
      issuer: this.issuer,
      client_id: CLIENT,
      client_secret: SECRET,
      subjects_are_orcids: true,
      scopes,
    };
  }

  /** Answers from now on, and sends browsers back to the site at `base`. What somebody types as their name there is who they are. */
  serve(base: string): void {
    const client = { client_id: CLIENT, client_secret: SECRET, redirect_uris: [`${base}/sign-in/back/orcid`] };
    const provider = new Oidc(this.issuer, {
      clients: [client],
      claims: { openid: ["sub"], profile: ["name"] },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => Promise.resolve({ sub: id, name: "Josiah Carberry" }),
      }),
    });
    this.server.on("request", provider.callback() as RequestListener);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
