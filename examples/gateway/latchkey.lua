-- Asks Latchkey whether a request may pass, and tells the backend whom it serves:
--
--   http-request lua.latchkey http://127.0.0.1:8080/gateway/meter?scope=meter:read
--
-- Sets txn.latchkey_allows for a request that may; answers 400, 401 and 403 itself; on anything else it sets nothing.

local identity = {
  'latchkey-identity', 'latchkey-subject', 'latchkey-client', 'latchkey-scope', 'latchkey-homes',
}
local for_the_client = { 'www-authenticate', 'dpop-nonce', 'x-error-id', 'content-type' }
local refusals = { [400] = true, [401] = true, [403] = true }
local milliseconds = 5000

local function question(txn)
  local sent = txn.http:req_get_headers()
  local headers = {
    ['x-original-method'] = { txn.sf:method() },
    ['x-original-uri'] = { txn.sf:pathq() },
  }
  for _, name in ipairs({ 'authorization', 'dpop' }) do
    if sent[name] ~= nil then
      headers[name] = {}
      -- Every one of them: Latchkey refuses two, and is not to see only one.
      for _, value in pairs(sent[name]) do table.insert(headers[name], value) end
    end
  end
  return headers
end

local function first(headers, name)
  return headers and headers[name] and headers[name][0]
end

local function refuse(txn, answer)
  local reply = txn:reply({ status = answer.status, body = answer.body })
  for _, name in ipairs(for_the_client) do
    local value = first(answer.headers, name)
    if value ~= nil then reply:add_header(name, value) end
  end
  txn:done(reply)
end

core.register_action('latchkey', { 'http-req' }, function(txn, address)
  local answer = core.httpclient():get({ url = address, headers = question(txn), timeout = milliseconds })
  if refusals[answer.status] then return refuse(txn, answer) end
  if answer.status ~= 200 then return end
  for _, name in ipairs(identity) do
    txn.http:req_set_header(name, first(answer.headers, name) or '')
  end
  local nonce = first(answer.headers, 'dpop-nonce')
  if nonce ~= nil then txn:set_var('txn.latchkey_nonce', nonce) end
  txn:set_var('txn.latchkey_allows', true)
end, 1)
