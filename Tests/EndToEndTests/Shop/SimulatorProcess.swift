import CanonicalJSON
import Glibc
import TestSupport

/// A simulator in a process of its own, on a port that the kernel chose.
final class SimulatorProcess {
  let address: String
  private let program: PipedProgram

  init(_ options: [String] = []) throws {
    program = try PipedProgram(try Kaunta.path, arguments: ["simulate", "--listen", "127.0.0.1:0"] + options)
    let line = try program.waitForLine { $0.hasPrefix("listening on http://") }
    address = String(line.dropFirst("listening on ".count))
  }

  /// Ends it at once.
  func kill() { program.process.kill() }

  /// Stops it as Ctrl-C does.
  func stop() throws -> ExitStatus {
    program.process.signal(SIGINT)
    return try program.waitForExit()
  }

  /// Its process number.
  var processID: Int32 { program.process.processID }

  /// The book: what customers really paid.
  func paid() throws -> [BookedRow] { try rows("payments") }

  /// The book: which prompts really went out.
  func prompts() throws -> [BookedRow] { try rows("prompts") }

  /// What a customer does with the prompt, where customers wait for an answer by hand: pay, cancel and others.
  func customer(_ phone: String, does what: String) throws {
    let status = try Loopback.post(address, "/simulator/answer", "{\"phone\":\"\(phone)\",\"answer\":\"\(what)\"}")
    guard status == 200 else { throw TestFailure("the customer cannot \(what): \(status)") }
  }

  /// The port on which it listens.
  var port: UInt16 {
    get throws {
      guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
        throw TestFailure("no port in \(address)")
      }
      return port
    }
  }

  /// `GET /simulator/state`.
  func state() throws -> JSONValue { try JSONValue(parsing: Loopback.get(address, "/simulator/state")) }

  /// Everything that it logged so far.
  var log: String { program.output + program.errors }

  private func rows(_ name: String) throws -> [BookedRow] {
    // A log that nobody reads would fill its pipe and stop the simulator.
    _ = program.output
    guard let rows = try state()["book"]?[name]?.array else { throw TestFailure("the simulator has no book") }
    return rows.map(BookedRow.init)
  }
}

/// A row of the simulator's book.
struct BookedRow {
  let callbackURL: String
  let checkoutRequestID: String
  let receipt: String?
  let amount: Int64?

  init(_ row: JSONValue) {
    callbackURL = row["callback_url"]?.string ?? ""
    checkoutRequestID = row["checkout_request_id"]?.string ?? ""
    receipt = row["receipt"]?.string
    amount = row["amount"]?.integer
  }

  /// Whether it is about this payment of ours.
  func isAbout(_ payment: PrintedPayment) -> Bool { callbackURL.contains("/c/\(payment.id)/") }
}
