import request, { type Test } from 'supertest';

/** Sends requests with one caller's token. */
export class ApiCaller {
  constructor(
    private readonly origin: string,
    private readonly token: string | null,
  ) {}

  get(path: string): Test {
    return this.signed(request(this.origin).get(path));
  }

  post(path: string, body?: object): Test {
    return this.signed(request(this.origin).post(path)).send(body);
  }

  put(path: string, body?: object): Test {
    return this.signed(request(this.origin).put(path)).send(body);
  }

  patch(path: string, body: object): Test {
    return this.signed(request(this.origin).patch(path)).send(body);
  }

  delete(path: string): Test {
    return this.signed(request(this.origin).delete(path));
  }

  private signed(test: Test): Test {
    return this.token === null ? test : test.set('authorization', `Bearer ${this.token}`);
  }
}
