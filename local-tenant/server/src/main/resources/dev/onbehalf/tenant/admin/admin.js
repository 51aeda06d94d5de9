// The switches of the local tenant. Texts from calls are only ever set as text, never as HTML.
const board = document.querySelector('.board');
const failed = document.getElementById('failed');

async function admin(method, path, body) {
  const headers = { 'X-Local-Tenant': 'admin' };
  if (body) headers['Content-Type'] = 'application/json';
  const answer = await fetch('/admin' + path, { method, headers, body: body && JSON.stringify(body), cache: 'no-store' });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(json?.error ?? answer.status);
  return json;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function button(text, action) {
  const made = element('button', text);
  made.type = 'button';
  made.addEventListener('click', () => attempt(action));
  return made;
}

async function attempt(action) {
  failed.textContent = '';
  try {
    await action();
  } catch (error) {
    failed.textContent = board.dataset.failed + ' ' + error.message;
  }
  await refresh();
}

function values(form) {
  const entries = [...new FormData(form)].filter(([, value]) => value !== '');
  const numbers = ['status', 'retryAfter', 'times'];
  return Object.fromEntries(entries.map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]));
}

document.getElementById('fault').addEventListener('submit', event => {
  event.preventDefault();
  attempt(() => admin('POST', '/faults', values(event.target)));
});
document.getElementById('policy').addEventListener('submit', event => {
  event.preventDefault();
  attempt(() => admin('POST', '/policies', values(event.target)));
});
document.querySelectorAll('button[data-method]').forEach(one => one.addEventListener('click', () =>
  attempt(() => admin(one.dataset.method, one.dataset.path, one.dataset.body && JSON.parse(one.dataset.body)))));

function cells(row, ...contents) {
  for (const content of contents) {
    const cell = element('td');
    if (content instanceof Node) cell.append(content);
    else cell.textContent = content ?? '';
    row.append(cell);
  }
  return row;
}

function auditRow(entry) {
  const row = element('tr', null, entry.status >= 400 ? 'refused' : '');
  const details = element('details');
  details.append(element('summary', entry.path), element('pre', JSON.stringify(entry, null, 1)));
  const what = [entry.grantType, entry.aadsts && 'AADSTS' + entry.aadsts, entry.error, entry.fault].filter(Boolean).join(' · ');
  cells(row, element('time', entry.at.slice(11, 19)), entry.target, entry.method + ' ' + entry.status, details, what);
  return row;
}

function userRow(user) {
  const change = button(user.enabled ? board.dataset.disable : board.dataset.enable,
    () => admin('PUT', '/users', { user: user.userPrincipalName, enabled: !user.enabled }));
  const revoke = button(board.dataset.revoke, () => admin('POST', '/revocations', { user: user.userPrincipalName }));
  const who = element('span', user.displayName + ' ');
  who.append(element('small', user.userPrincipalName + ' · ' + user.description));
  return cells(element('tr'), who, element('code', user.password), change, revoke);
}

function mailEntry(mail) {
  const entry = element('details');
  entry.append(element('summary', mail.subject + ' → ' + mail.to.join(', ')), element('pre', mail.content));
  return entry;
}

function nameOf(people, oid) {
  return people.find(user => user.oid === oid)?.userPrincipalName ?? oid;
}

let shown = '';
let users = '';

async function refresh() {
  const [audit, people, mails, faults, policies, clock] = await Promise.all(
    ['/audit', '/users', '/outbox', '/faults', '/policies', '/clock'].map(path => admin('GET', path)));
  document.getElementById('now').textContent = clock.now.slice(0, 19).replace('T', ' ') + 'Z (' + clock.offset + ')';
  const inForce = [...faults.faults.map(fault => `${fault.target}: ${fault.kind} ${fault.status ?? ''} × ${fault.times ?? '∞'}`),
    ...faults.deletedTenants.map(id => 'deleted tenant ' + id),
    ...faults.removedServicePrincipals.map(id => 'removed service principal ' + id),
    ...policies.map(policy => `${nameOf(people, policy.user)} → ${policy.resource}: ${policy.require}`)];
  document.getElementById('in-force').replaceChildren(...inForce.map(text => element('li', text)));
  const newest = JSON.stringify(audit.at(-1) ?? '') + audit.length;
  if (newest !== shown) {
    shown = newest;
    document.getElementById('audit').replaceChildren(...audit.slice(-100).reverse().map(auditRow));
  }
  if (JSON.stringify(people) !== users) {
    users = JSON.stringify(people);
    document.getElementById('people').replaceChildren(...people.map(userRow));
    const names = document.getElementById('names');
    names.replaceChildren(...people.map(user => Object.assign(element('option'), { value: user.userPrincipalName })));
  }
  const outbox = document.getElementById('outbox');
  if (outbox.childElementCount !== mails.length || mails.length === 0) {
    outbox.replaceChildren(...(mails.length ? mails.reverse().map(mailEntry) : [element('p', board.dataset.noMail)]));
  }
}

async function live() {
  try {
    if (!document.hidden) await refresh();
  } catch (stopped) {
    failed.textContent = board.dataset.failed + ' ' + stopped.message;
  }
  setTimeout(live, 2000);
}
live();
