export interface PortEntity {
  identifier: string;
  title: string;
  properties: { [id: string]: unknown };
  relations: { [id: string]: unknown };
}

/** The catalog of the stand-in Port, as a client of its organization sees it. */
export class PortCatalog {
  private constructor(
    private readonly url: string,
    private readonly headers: { [name: string]: string },
  ) {}

  static async open(
    url: string,
    { clientId, clientSecret }: { clientId: string; clientSecret: string },
  ): Promise<PortCatalog> {
    const credentials = { clientId, clientSecret };
    const anonymous = new PortCatalog(url, { 'content-type': 'application/json' });
    const { accessToken } = await anonymous.call<{ accessToken: string }>('POST', '/v1/auth/access_token', credentials);
    return new PortCatalog(url, { ...anonymous.headers, authorization: `Bearer ${accessToken}` });
  }

  async entities(blueprint: string): Promise<PortEntity[]> {
    const answer = await this.call<{ entities: PortEntity[] }>('GET', `/v1/blueprints/${blueprint}/entities`);
    return answer.entities;
  }

  async createBlueprint(blueprint: object): Promise<void> {
    await this.call('POST', '/v1/blueprints', blueprint);
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: this.headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}
