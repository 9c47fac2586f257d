'use strict';

const BASE = '/console/cloudformation';
const POLL_MS = 400;
const byId = (id) => document.getElementById(id);

/** The quick-create link carries everything behind `#`, which no server sees. */
function readLink() {
  const [route, ...query] = location.hash.slice(1).split('?');
  const given = new URLSearchParams(query.join('?'));
  const parameters = [...given].filter(([name]) => name.startsWith('param_'));
  return {
    usable: /^\/stacks\/(quickcreate|create\/review)$/.test(route),
    templateURL: given.get('templateURL') ?? '',
    stackName: given.get('stackName') ?? '',
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name.slice('param_'.length), value])),
    region: new URLSearchParams(location.search).get('region') ?? 'us-east-1',
  };
}

async function ask(path, options) {
  const answer = await fetch(BASE + path, options);
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.message);
  return content;
}

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function parameterField(parameter, value) {
  const id = `parameter-${parameter.name}`;
  const choices = parameter.allowedValues?.map((one) => element('option', { value: one, textContent: one }));
  const control = choices
    ? element('select', { id, name: parameter.name }, ...choices)
    : element('input', { id, name: parameter.name, autocomplete: 'off', spellcheck: false });
  control.value = value ?? parameter.default ?? '';
  const hint = element('p', { className: 'hint', id: `${id}-hint`, textContent: parameter.description ?? '' });
  control.setAttribute('aria-describedby', hint.id);
  const label = element('label', { htmlFor: id, textContent: parameter.name });
  return element('div', { className: 'field' }, label, control, hint);
}

async function showForm(link) {
  const template = await ask(`/template?url=${encodeURIComponent(link.templateURL)}`);
  const { data: accounts } = await ask('/accounts');
  byId('template-url').textContent = link.templateURL;
  byId('template-description').textContent = template.description ?? '';
  byId('stack-name').value = link.stackName;
  const options = accounts.map(({ id, name }) => element('option', { value: id, textContent: `${name} (${id})` }));
  byId('account').append(...options);
  byId('parameters').append(...template.parameters.map((one) => parameterField(one, link.parameters[one.name])));
  byId('acknowledge').addEventListener('change', ({ target }) => {
    byId('create').disabled = !target.checked;
  });
  byId('quick-create').addEventListener('submit', (event) => {
    event.preventDefault();
    createStack(link);
  });
  byId('quick-create').hidden = false;
}

async function createStack(link) {
  const fields = [...byId('parameters').querySelectorAll('input, select')];
  const body = JSON.stringify({
    accountId: byId('account').value,
    region: link.region,
    templateURL: link.templateURL,
    stackName: byId('stack-name').value,
    parameters: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    acknowledged: byId('acknowledge').checked,
    wait: false,
  });
  byId('create').disabled = true;
  byId('refusal').hidden = true;
  try {
    const headers = { 'content-type': 'application/json' };
    const { stackId } = await ask('/stacks', { method: 'POST', headers, body });
    byId('quick-create').hidden = true;
    byId('stack').hidden = false;
    watchStack(stackId);
  } catch (error) {
    byId('refusal').textContent = error.message;
    byId('refusal').hidden = false;
    byId('create').disabled = false;
  }
}

async function watchStack(stackId) {
  const stack = await ask(`/stacks?stackId=${encodeURIComponent(stackId)}`);
  showStack(stack);
  if (stack.status.endsWith('_IN_PROGRESS')) {
    setTimeout(watchStack, POLL_MS, stackId);
  } else if (stack.status === 'CREATE_COMPLETE') {
    selectTab('outputs');
  }
}

function row(...cells) {
  return element('tr', {}, ...cells.map((textContent) => element('td', { textContent })));
}

function showStack(stack) {
  const mood = stack.status === 'CREATE_COMPLETE' ? 'good' : stack.status.startsWith('ROLLBACK') ? 'bad' : '';
  byId('stack-title').textContent = stack.stackName;
  byId('stack-status').textContent = stack.status;
  byId('stack-status').className = `status ${mood}`;
  byId('stack-reason').textContent = stack.statusReason ?? '';
  const events = stack.events.map((one) => row(one.at.slice(11, 19), one.logicalId, one.status, one.reason ?? ''));
  byId('events').replaceChildren(...events.reverse());
  const instances = stack.instances.map((one) => row(one.accountId, one.name, one.status, one.reason ?? ''));
  byId('tab-instances').hidden = instances.length === 0;
  byId('instances').replaceChildren(...instances);
  byId('outputs').replaceChildren(...stack.outputList.map((one) => row(one.key, one.value, one.description ?? '')));
}

const TABS = ['events', 'outputs', 'instances'];

function selectTab(chosen) {
  for (const name of TABS) {
    const tab = byId(`tab-${name}`);
    tab.setAttribute('aria-selected', String(name === chosen));
    tab.tabIndex = name === chosen ? 0 : -1;
    byId(`panel-${name}`).hidden = name !== chosen;
  }
}

function neighbour(name, step) {
  const shown = TABS.filter((one) => !byId(`tab-${one}`).hidden);
  return shown[(shown.indexOf(name) + step + shown.length) % shown.length];
}

for (const name of TABS) {
  byId(`tab-${name}`).addEventListener('click', () => selectTab(name));
  byId(`tab-${name}`).addEventListener('keydown', ({ key }) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = neighbour(name, key === 'ArrowRight' ? 1 : -1);
    selectTab(other);
    byId(`tab-${other}`).focus();
  });
}

function refuse(message) {
  byId('unusable').textContent = message;
  byId('unusable').hidden = false;
}

const link = readLink();
if (link.usable) showForm(link).catch((error) => refuse(error.message));
else refuse('Open this page through the quick-create link of an integration.');
