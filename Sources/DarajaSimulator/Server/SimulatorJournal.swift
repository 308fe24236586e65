import CanonicalJSON
import Files
import Glibc
import Payments

/// What the simulator was asked, and when, in a file: what it is after a restart follows from that.
///
/// A request is in the file before it is answered, so that whoever was answered is remembered also by a simulator that
/// was killed. Nothing is synced: it holds against the death of a process, not of a machine. One JSON object a line,
/// the first with the seed.
final class SimulatorJournal: Sendable {
  /// Something that happened to the simulator from outside.
  enum Entry: Sendable, Equatable {
    /// A request, at a time of the simulator's clock.
    case asked(SimulatedRequest, atMilliseconds: Int64)
    /// Callbacks left, at a time of the simulator's clock: what they say has happened for good.
    case sent(atMilliseconds: Int64)
    /// What became of a callback.
    case delivered(DeliveryOutcome)
  }

  /// What everything random was drawn from when the journal began.
  let seed: UInt64
  /// What it told when it was opened.
  let told: [Entry]
  private let file: OpenFile

  /// How often it is tried to be the only one.
  private static let tries = 20
  private static let betweenTriesMilliseconds: Int32 = 100

  /// Whether nobody else has it; one that is ending is waited for, and so is a child of its process that has not begun
  /// its own program yet.
  private static func lock(_ file: OpenFile) throws(FileError) -> Bool {
    for _ in 1..<tries {
      if try file.lock() { return true }
      // A lock that is let go tells nobody.
      poll(nil, 0, betweenTriesMilliseconds)
    }
    return try file.lock()
  }

  /// Opens a journal, or begins one with this seed.
  init(path: String, seed: UInt64) throws(SimulatorServerError) {
    let text: [UInt8]?
    do throws(FileError) {
      // Requests carry passwords and phones.
      file = try OpenFile(path, .readWrite, [.append, .create], mode: 0o600)
      text = try Self.lock(file) ? try file.read(limitBytes: .max - 1) : nil
    } catch {
      throw .journal(reason: error.words)
    }
    guard let text else { throw .journal(reason: "another simulator has it") }
    // The last line of a simulator that was killed may be half there; its request was not answered.
    let whole = text.lastIndex(of: 0x0A).map { text[...$0] } ?? []
    let lines = whole.split(separator: 0x0A)
    guard let first = lines.first ?? (text.isEmpty ? nil : text[...]) else {
      (self.seed, told) = (seed, [])
      if !append(["seed": .string(String(seed))]) { throw .journal(reason: "it cannot be written") }
      return
    }
    guard let begun = (try? JSONValue(parsing: first))?["seed"]?.string.flatMap({ UInt64($0) }) else {
      throw .journal(reason: "it is none of a simulator")
    }
    var told: [Entry] = []
    for (number, line) in lines.enumerated().dropFirst() {
      guard let value = try? JSONValue(parsing: line), let entry = Entry(value) else {
        throw .journal(reason: "line \(number + 1) cannot be read")
      }
      told.append(entry)
    }
    (self.seed, self.told) = (begun, told)
    if (try? file.cut(toBytes: whole.count)) == nil { throw .journal(reason: "it cannot be written") }
  }

  /// Adds a line; false when it is not in the file.
  func append(_ entry: Entry) -> Bool { append(entry.line) }

  private func append(_ line: JSONObject) -> Bool {
    (try? file.write(Array((line.compactText + "\n").utf8))) != nil
  }
}

extension SimulatorJournal.Entry {
  fileprivate var line: JSONObject {
    switch self {
    case .asked(let request, let time):
      [
        "at": .integer(time), "method": .string(request.method), "target": .string(request.target),
        "headers": .array(request.headers.map { .array([.string($0.name), .string($0.value)]) }),
        "body": .string(Hexadecimal.text(request.body)),
      ]
    case .sent(let time): ["sent": .integer(time)]
    case .delivered(.answered(let status)): ["answered": .integer(status)]
    case .delivered(.unanswered): ["answered": .null]
    }
  }

  fileprivate init?(_ value: JSONValue) {
    if let answered = value["answered"] {
      self = .delivered(answered.integer.map { .answered(status: Int($0)) } ?? .unanswered)
      return
    }
    if let time = value["sent"]?.integer {
      self = .sent(atMilliseconds: time)
      return
    }
    guard let time = value["at"]?.integer, let method = value["method"]?.string, let target = value["target"]?.string,
      let headers = value["headers"]?.array, let body = value["body"]?.string.flatMap({ Hexadecimal.bytes($0) })
    else { return nil }
    var request = SimulatedRequest(method: method, target: target)
    for header in headers {
      guard let name = header.array?.first?.string, let text = header.array?.last?.string else { return nil }
      request.headers.append(SimulatedHeader(name, text))
    }
    request.body = body
    self = .asked(request, atMilliseconds: time)
  }
}
