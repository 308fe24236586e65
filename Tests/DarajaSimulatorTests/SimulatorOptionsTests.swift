import DarajaSimulator
import Testing

/// What can be typed behind `kaunta simulate`, and what is said to the rest.
@Suite struct SimulatorOptionsTests {
  private func settings(_ change: (inout SimulatorOptions) -> Void) throws -> SimulatorSettings {
    var options = SimulatorOptions()
    change(&options)
    var settings = SimulatorSettings()
    try options.put(into: &settings)
    return settings
  }

  private func fault(_ change: (inout SimulatorOptions) -> Void) -> String? {
    do {
      _ = try settings(change)
      return nil
    } catch { return (error as? SimulatorOptions.Problem)?.sentence }
  }

  @Test func whatWasLeftOutStaysAsItIs() throws { #expect(try settings { _ in } == SimulatorSettings()) }

  @Test func whatCanBeIsTaken() throws {
    let settings = try settings {
      $0.answerAfterSeconds = 0.5
      $0.speed = 20
      $0.clockOffsetSeconds = -3_600
      $0.faults = ["ack-delayed", "callback-late=0.5"]
    }
    #expect(settings.answerAfterMilliseconds == 500 && settings.speed == 20)
    #expect(settings.dateAheadSeconds == -3_600 && settings.faults.count == 2)
    #expect(try self.settings { $0.answerDelay = "2-4:20" }.answerDelay != .usual)
  }

  @Test func whatCannotBeIsNamed() {
    #expect(fault { $0.answerAfterSeconds = -1 } == "--answer-after takes seconds.")
    #expect(fault { $0.answerAfterSeconds = .nan } == "--answer-after takes seconds.")
    #expect(fault { $0.speed = 0 } == "--speed takes a number above 0.")
    #expect(fault { $0.speed = .infinity } == "--speed takes a number above 0.")
    #expect(fault { $0.clockOffsetSeconds = .min } == "--clock-offset takes seconds, of at most 400 days.")
    #expect(fault { $0.clockOffsetSeconds = 34_560_001 } == "--clock-offset takes seconds, of at most 400 days.")
    #expect(fault { $0.answerDelay = "soon" }?.hasPrefix("--answer-delay: ") == true)
    #expect(fault { $0.faults = ["no-such"] } != nil)
    #expect(
      fault {
        $0.answerAfterSeconds = 1
        $0.answerDelay = "2-4:20"
      } == "--answer-after and --answer-delay exclude each other.")
  }
}
