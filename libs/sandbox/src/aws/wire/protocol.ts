import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@longshore/domain';
import type { AuthenticationProblem } from '../signature/authenticate.js';
import { AwsFault } from '../service.js';
import { escapeXml, toElements, toXml } from './xml.js';

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** How a service reads and writes: the four AWS protocols that the SDK's clients of our services use. */
export interface Protocol {
  writeAnswer(operation: string, answer: JsonObject): WireAnswer;
  writeFault(fault: AwsFault): WireAnswer;
  /** Code and HTTP status for a signature that does not stand. */
  authentication: Record<AuthenticationProblem | 'missing', [code: string, status: number]>;
  /** What a service says to too many calls. */
  throttled: [code: string, message: string, status: number];
}

const QUERY_AUTHENTICATION: Protocol['authentication'] = {
  missing: ['MissingAuthenticationToken', 403],
  'unknown-key': ['InvalidClientTokenId', 403],
  'bad-signature': ['SignatureDoesNotMatch', 403],
  expired: ['ExpiredToken', 403],
  skewed: ['SignatureDoesNotMatch', 403],
};

function jsonAuthentication(status: number): Protocol['authentication'] {
  return {
    missing: ['MissingAuthenticationTokenException', status],
    'unknown-key': ['UnrecognizedClientException', status],
    'bad-signature': ['InvalidSignatureException', status],
    expired: ['ExpiredTokenException', status],
    skewed: ['InvalidSignatureException', status],
  };
}

/** `write` makes the XML of an answer: lists in `member`, or as the answer's own tree says. */
export function queryProtocol(namespace: string, write: (answer: JsonObject) => string = toXml): Protocol {
  return {
    authentication: QUERY_AUTHENTICATION,
    throttled: ['Throttling', 'Rate exceeded', 400],
    writeAnswer(operation, answer) {
      const result = write(answer);
      return xml(
        200,
        `<${operation}Response xmlns="${namespace}"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
      );
    },
    writeFault({ status, code, message }) {
      const type = status < 500 ? 'Sender' : 'Receiver';
      return xml(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
      );
    },
  };
}

export const ec2Protocol: Protocol = {
  authentication: {
    missing: ['MissingAuthenticationToken', 403],
    'unknown-key': ['AuthFailure', 401],
    'bad-signature': ['AuthFailure', 401],
    expired: ['RequestExpired', 400],
    skewed: ['RequestExpired', 400],
  },
  throttled: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  writeAnswer: (operation, answer) =>
    xml(
      200,
      `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>${toElements(answer)}</${operation}Response>`,
    ),
  writeFault: ({ status, code, message }) =>
    xml(
      status,
      `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
    ),
};

const JSON_THROTTLED: Protocol['throttled'] = ['ThrottlingException', 'Rate exceeded', 400];

/** `version` of the JSON in the content type, which the services' models give. */
export function awsJsonProtocol(version: '1.0' | '1.1', throttled = JSON_THROTTLED): Protocol {
  const type = `application/x-amz-json-${version}`;
  return {
    authentication: jsonAuthentication(400),
    throttled,
    writeAnswer: (_operation, answer) => json(200, type, answer),
    writeFault: ({ status, code, message, members }) => json(status, type, { __type: code, message, ...members }),
  };
}

export const restJsonProtocol: Protocol = {
  authentication: jsonAuthentication(403),
  throttled: ['TooManyRequestsException', 'Too Many Requests', 429],
  writeAnswer: (_operation, answer) => json(200, 'application/json', answer),
  writeFault({ status, code, message }) {
    const answer = json(status, 'application/json', { message });
    return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
  },
};

/** S3: the answer is its own root element, or the content of an object. */
export const s3Protocol: Protocol = {
  authentication: {
    missing: ['AccessDenied', 403],
    'unknown-key': ['InvalidAccessKeyId', 403],
    'bad-signature': ['SignatureDoesNotMatch', 403],
    expired: ['ExpiredToken', 400],
    skewed: ['RequestTimeTooSkewed', 403],
  },
  throttled: ['SlowDown', 'Please reduce your request rate.', 503],
  writeAnswer(_operation, answer) {
    const { Base64: content } = answer;
    if (typeof content === 'string') {
      const body = Buffer.from(content, 'base64');
      return { status: 200, headers: { 'content-type': 'binary/octet-stream' }, body };
    }
    const body = toElements(answer).replace(/^<(\w+)/, '<$1 xmlns="http://s3.amazonaws.com/doc/2006-03-01/"');
    return xml(200, `<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
  },
  writeFault({ status, code, message, members }) {
    const error = toElements({ Error: { Code: code, Message: message, RequestId: randomUUID() } });
    const answer = xml(status, `<?xml version="1.0" encoding="UTF-8"?>\n${error}`);
    const { BucketRegion: region } = members;
    return typeof region === 'string'
      ? { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': region } }
      : answer;
  },
};

function xml(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml;charset=utf-8', 'x-amzn-requestid': randomUUID() }, body };
}

function json(status: number, type: string, content: JsonObject): WireAnswer {
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(content),
  };
}
