/// Who listens on a port of this machine, as far as this account may see it.
package enum PortHolder: Equatable, Sendable {
  /// "kaunta (process 4711)".
  case process(String)
  /// A program of this account, into which ours may not look.
  case account(UInt32)

  /// The first that is found; nil when nothing tells.
  package static func of(_ port: UInt16) -> PortHolder? {
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
      for line in KernelFiles.text(table).split(separator: "\n").dropFirst() {
        // sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid timeout inode
        let words = line.split(separator: " ")
        guard words.count > 9, words[3] == "0A",
          words[1].split(separator: ":").last.map({ UInt16($0, radix: 16) }) == port
        else { continue }
        return process(ofSocket: words[9]) ?? UInt32(words[7]).map { .account($0) }
      }
    }
    return nil
  }

  /// The holder in words.
  package func name(ofAccount accountName: (UInt32) -> String) -> String {
    switch self {
    case .process(let name): name
    case .account(let number): "a program of \(accountName(number))"
    }
  }

  private static func process(ofSocket inode: Substring) -> PortHolder? {
    for process in ((try? ByPath.names(in: "/proc")) ?? []).compactMap({ Int32($0) }) {
      let descriptors = "/proc/\(process)/fd"
      for descriptor in (try? ByPath.names(in: descriptors)) ?? []
      where (try? ByPath.target(ofLink: "\(descriptors)/\(descriptor)")) == "socket:[\(inode)]" {
        return KernelFiles.name(ofProcess: process).map(PortHolder.process)
      }
    }
    return nil
  }
}
