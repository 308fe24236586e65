import CanonicalJSON
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import DarajaSimulator

/// A simulator that was stopped or killed goes on where its journal ends.
@Suite("The simulator's journal")
struct JournalTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var path: String { directory.path(of: "journal") }

  private func error(_ open: () throws -> Void) -> String? {
    do {
      try open()
      return nil
    } catch {
      return (error as? SimulatorServerError)?.sentence ?? "another error"
    }
  }

  @Test func whatWasBookedIsStillBooked() async throws {
    let path = path
    let before = Mutex(JSONValue.null)
    try await withCallbackSink { sink in
      try await withSimulator({ $0.journal = path }) { simulator in
        let client = try await simulator.client()
        _ = try await client.push(phone: "254712345678", url: sink.url)
        _ = try await sink.next()
        let state = try await client.state { $0["callbacks"]?["taken"]?.integer == 1 }
        before.withLock { $0 = state["book"] ?? .null }
      }
    }
    // Another seed does not make it another simulator.
    try await withSimulator({
      $0.journal = path
      $0.seed = 99
    }) { simulator in
      let state = try await simulator.client().state { _ in true }
      #expect(state["book"]?["payments"]?.array?.count == 1)
      #expect(state["book"] == before.withLock { $0 })
      #expect(state["callbacks"]?["sent"]?.integer == 1)
      #expect(state["callbacks"]?["taken"]?.integer == 1)
    }
  }

  /// The customer was still thinking when the simulator stopped.
  @Test func whatIsDueComesAfterTheRestart() async throws {
    let path = path
    try await withCallbackSink { sink in
      let slowly: (inout SimulatorSettings) -> Void = {
        $0.journal = path
        $0.answerAfterMilliseconds = 1_500
      }
      try await withSimulator(slowly) { simulator in
        let client = try await simulator.client()
        _ = try await client.push(phone: "254712345678", url: sink.url)
      }
      try await withSimulator(slowly) { _ in
        let callback = try await sink.next()
        #expect(callback.json["Body"]?["stkCallback"]?["ResultCode"]?.integer == 0)
      }
    }
  }

  @Test func aHalfWrittenLineIsForgotten() throws {
    let request = SimulatedRequest(
      method: "POST", target: "/x?y=1", headers: [SimulatedHeader("A", "b\"\n")], body: [0, 10, 255])
    let entries: [SimulatorJournal.Entry] = [
      .asked(request, atMilliseconds: 5), .sent(atMilliseconds: 6), .delivered(.answered(status: 200)),
      .delivered(.unanswered),
    ]
    do {
      let journal = try SimulatorJournal(path: path, seed: 7)
      for entry in entries { #expect(journal.append(entry)) }
    }
    let file = open(path, O_WRONLY | O_APPEND)
    #expect(write(file, "{\"at\":6", 7) == 7)
    close(file)
    let again = try SimulatorJournal(path: path, seed: 8)
    #expect(again.seed == 7)
    #expect(again.told == entries)
    #expect(again.append(.delivered(.unanswered)))
  }

  @Test(arguments: ["shop_name = \"Duka\"\n", "Duka", "{}\n", "\n{\"at\"", "\n\n"])
  func whatIsNoJournalIsLeftAlone(text: String) throws {
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    #expect(write(file, text, text.utf8.count) == text.utf8.count)
    close(file)
    #expect(error { _ = try SimulatorJournal(path: path, seed: 1) }?.contains("none of a simulator") == true)
    #expect(readTextFile(path) == text)
    #expect(error { _ = try SimulatorJournal(path: directory.path, seed: 1) }?.contains("journal") == true)
  }

  @Test func twoSimulatorsDoNotShareOne() throws {
    let first = try SimulatorJournal(path: path, seed: 1)
    #expect(error { _ = try SimulatorJournal(path: path, seed: 1) }?.contains("another simulator has it") == true)
    #expect(first.append(.delivered(.unanswered)))
  }
}
