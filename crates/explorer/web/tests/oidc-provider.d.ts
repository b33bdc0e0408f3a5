/** What these tests use of it; it comes without types of its own. */
declare module "oidc-provider" {
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: unknown, response: unknown) => unknown;
  }
}
