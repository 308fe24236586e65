import TestSupport

/// A key in the form of a desk over ssh: what of the answer goes over the wire, beside `dialog` over the same ssh.
struct WireRow: BenchRow {
  let name = "wire"
  let unit = "bytes over ssh's connection for a key in the form, with so many open payments on the board"
  let peer = "dialog --form over the same ssh"
  let sizes = [5, 50, 500]

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let strokes = effort.count(100)
    // Nothing can be measured where there is no sshd, or it may not be run.
    guard let ssh = try SecureShell() else { return { BenchRound(ours: [], peers: []) } }
    let shop = try BenchedDesk(CrowdedHome(payments: size, open: size))
    return {
      let desk = [try LabHome.program, "desk", "--till", "1", "--home", shop.path]
      var round = BenchRound(ours: try bytes(of: desk, over: ssh, strokes), peers: [])
      if let dialog = Peer.formCommand { round.peers = try bytes(of: dialog, over: ssh, strokes) }
      return round
    }
  }

  /// Four digits are typed and taken away again, as in the rows of keys.
  private func bytes(of command: [String], over ssh: SecureShell, _ strokes: Int) throws -> [Double] {
    let program = try ssh.run(command)
    _ = try program.millisecondsUntil("Phone")
    program.comeToRest()
    let keys: [[UInt8]] = Array("0712".utf8).map { [$0] } + Array(repeating: [0x7F], count: 4)
    for key in keys { _ = try program.stroke(key) }
    return try (0..<strokes).map { number in
      let before = ssh.bytesSent
      _ = try program.stroke(keys[number % keys.count])
      return Double(ssh.bytesSent - before)
    }
  }
}
