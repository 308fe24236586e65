/// Where a public address leads from this machine.
package struct NameLookup<Server: Machine> {
  private let machine: Server

  /// Looks on a machine.
  package init(_ machine: Server) { self.machine = machine }

  /// Whether an address leads to this machine's own loopback; nobody knows it where nothing answers.
  package func leadsToLoopback(_ url: String) -> Bool {
    let answer = try? machine.run(["getent", "ahosts", Self.host(of: url)], input: "")
    let addresses = (answer?.text ?? "").split(separator: "\n").compactMap { $0.split(separator: " ").first }
    return addresses.contains { $0.hasPrefix("127.") || $0 == "::1" }
  }

  /// The host in an address, without a port and without the brackets of IPv6.
  static func host(of url: String) -> String {
    let host = url.split(separator: "/").dropFirst().first ?? ""
    return String(host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" })
  }
}
