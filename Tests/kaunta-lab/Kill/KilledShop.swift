import Glibc
import PaymentLaws
import TestSupport

/// A shop of real processes in which any of them may be killed at any instant.
final class KilledShop {
  /// Who may be killed.
  private enum Victim: CaseIterable {
    case listener, r, desk, push
    /// Safaricom; its journal remembers what really happened.
    case simulator
  }

  let home: LabHome
  private let directory: String
  private var random: SeededGenerator
  private let seed: UInt64
  private var simulator: LabServer?
  private var listener: LabServer?
  private var r: LabServer?
  private var desk: SpawnedProgram?
  private var pushes: [LabServer] = []
  private var customers = 0
  private(set) var kills = 0

  init(directory: String, seed: UInt64) throws {
    self.directory = directory
    self.seed = seed
    random = SeededGenerator(seed: seed)
    home = try LabHome(
      at: directory + "/home", seed: seed, settings: [("simulator.query_after_seconds", "5")])
    try restart()
    try simulator?.waitUntilListening()
    try listener?.waitUntilListening()
  }

  /// One or two payments, and somebody dies in the middle.
  func round() throws {
    try restart()
    // Mostly they are up before money is asked for; sometimes they are only just starting.
    if Int.random(in: 0..<4, using: &random) > 0 {
      try simulator?.waitUntilListening()
      try listener?.waitUntilListening()
    }
    if Bool.random(using: &random) { try typeAtDesk() }
    try startPush()
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      pause(milliseconds: Int32.random(in: 0...160, using: &random))
      kill(Victim.allCases[Int.random(in: Victim.allCases.indices, using: &random)])
    }
    desk?.takeOutput()
    pushes.removeAll { $0.process.reapIfEnded() != nil }
  }

  /// Starts whoever is not running.
  func restart() throws {
    if simulator?.process.reapIfEnded() != nil { simulator = nil }
    if listener?.process.reapIfEnded() != nil { listener = nil }
    if r?.process.reapIfEnded() != nil { r = nil }
    if desk?.process.reapIfEnded() != nil { desk = nil }
    simulator =
      try simulator
      ?? LabServer(
        [
          "simulate", "--home", home.home.path, "--seed", "\(seed)", "--answer-after", "1.5", "--speed", "10",
          "--journal", directory + "/simulator.journal",
        ], log: directory + "/simulator.log")
    listener = try listener ?? LabServer(["listen", "--home", home.home.path], log: directory + "/listener.log")
    r = try r ?? LabServer(["poll", "--watch", "--home", home.home.path], log: directory + "/ingest.log")
    desk = try desk ?? SpawnedProgram(LabHome.program, arguments: ["desk", "--till", "1", "--home", home.home.path])
  }

  /// Waits until no command line is at work any more, and everybody else is.
  func calm() throws {
    try restart()
    try simulator?.waitUntilListening()
    try listener?.waitUntilListening()
    try waitUntil("the last push has ended", timeoutSeconds: 600) {
      desk?.takeOutput()
      pushes.removeAll { $0.process.reapIfEnded() != nil }
      return pushes.isEmpty
    }
  }

  /// A moment of the shop's life, in which the desk's screen is read.
  func live(milliseconds: Int32) {
    desk?.takeOutput()
    pause(milliseconds: milliseconds)
    desk?.takeOutput()
  }

  func stop() {
    for push in pushes { push.process.kill() }
    desk?.process.kill()
    r?.stop()
    listener?.stop()
    simulator?.stop()
  }

  private func typeAtDesk() throws {
    guard let desk else { return }
    let (phone, amount) = nextCustomer()
    // Escape leaves whatever question an earlier customer left open.
    try desk.press(.escape)
    try desk.type(phone)
    try desk.press(.enter)
    try desk.type("\(amount)")
    try desk.press(.enter)
  }

  private func startPush() throws {
    let (phone, amount) = nextCustomer()
    var arguments = ["push", "--phone", phone, "--amount", "\(amount)", "--home", home.home.path]
    if Bool.random(using: &random) { arguments += ["--wait", "--wait-seconds", "2"] }
    pushes.append(try LabServer(arguments, log: directory + "/push.log"))
  }

  /// Everybody asks another phone, so that no guard stands between.
  private func nextCustomer() -> (phone: String, amount: Int) {
    customers += 1
    return ("07\(11_000_000 + customers)", Int.random(in: 1...2_000, using: &random))
  }

  private func kill(_ victim: Victim) {
    let process: ChildProcess? =
      switch victim {
      case .listener: listener?.process
      case .r: r?.process
      case .desk: desk?.process
      case .push: pushes.last?.process
      case .simulator: simulator?.process
      }
    guard let process, process.reapIfEnded() == nil else { return }
    process.kill()
    kills += 1
  }

  private func pause(milliseconds: Int32) { poll(nil, 0, milliseconds) }
}
