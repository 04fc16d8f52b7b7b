import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

// What a line in a hosts file does, for programs of one test alone and without a port that only the superuser may open: every
// connection leads to this port of this machine, and everything else, name, certificate and headers, is as the program wants it.

const python = (port: number) => `import socket
_connect = socket.socket.connect
_lookup = socket.getaddrinfo
def connect(self, address):
    return _connect(self, ("127.0.0.1", ${port}))
def getaddrinfo(host, port, *args, **more):
    return _lookup("127.0.0.1", ${port}, *args, **more)
socket.socket.connect = connect
socket.getaddrinfo = getaddrinfo
`

const node = (port: number) => `import { Socket } from 'node:net'
const { connect } = Socket.prototype
Socket.prototype.connect = function (...args) {
  const normalized = Array.isArray(args[0]) ? args[0] : undefined
  const [options, done] = normalized ?? args
  const target = { ...options, host: '127.0.0.1', port: ${port}, path: undefined }
  return connect.call(this, target, done ?? undefined)
}
`

const ruby = (port: number) => `require "socket"
class TCPSocket
  class << self
    alias_method :open_anywhere, :open
    def open(host, port, *rest, **more)
      open_anywhere("127.0.0.1", ${port}, **more)
    end
  end
end
`

/** Makes the files, and answers the environment in which programs obey them. */
export function hostsFile(folder: string, port: number): Readonly<Record<string, string>> {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('.curlrc', `connect-to = "::127.0.0.1:${port}"\n`)
  write('sitecustomize.py', python(port))
  write('hosts.mjs', node(port))
  write('hosts.rb', ruby(port))
  return {
    CURL_HOME: folder,
    HOME: folder,
    PYTHONPATH: folder,
    NODE_OPTIONS: `--import=${join(folder, 'hosts.mjs')}`,
    RUBYOPT: `-r${join(folder, 'hosts.rb')}`,
  }
}
