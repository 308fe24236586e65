import ServerSetup
import Testing

/// By which ways the owner is told, and what is said when one of them does not work.
@Suite struct OwnerTellingTests {
  private let machine = ScriptedMachine()
  private let message = OwnerTelling<ScriptedMachine>.Message(about: "listener", words: "Nobody takes answers.")

  private func tell(
    _ command: String?, isChosen: Bool = false, mail: String? = "root"
  )
    -> OwnerTelling<
      ScriptedMachine
    >.Outcome
  {
    OwnerTelling(machine, command: command, isCommandChosen: isChosen, mail: mail).tell(message)
  }

  @Test func itGoesOutByCommandAndMail() {
    let outcome = tell("/etc/kaunta/on-failure")
    #expect(outcome.ways == ["/etc/kaunta/on-failure", "mail to root"])
    #expect(outcome.troubles == [])
    #expect(machine.ran == ["/etc/kaunta/on-failure listener Nobody takes answers.", "sendmail -t"])
  }

  @Test func aCommandThatFailsIsSaidAndTheMailGoesAllTheSame() {
    machine.answers("/etc/kaunta/on-failure", "no route\n", code: 3)
    let outcome = tell("/etc/kaunta/on-failure")
    #expect(outcome.ways == ["mail to root"])
    #expect(outcome.troubles == ["/etc/kaunta/on-failure: no route"])
  }

  @Test func nobodyIsToldWhereTheSettingsSaySo() {
    #expect(tell(nil, mail: nil).ways == [])
    #expect(machine.ran == [])
  }

  @Test func aProgramThatTakesTooLongIsEndedAndSaid() {
    machine.answers("timeout --kill-after=1 10 sshd", code: 124)
    #expect(throws: MachineProblem.failed(program: "sshd", words: "it took longer than 10 s")) {
      try HurriedMachine(machine).run(["sshd", "-T"], input: "")
    }
    machine.lacks("sendmail")
    #expect(throws: MachineProblem.noProgram("sendmail")) { try HurriedMachine(machine).run(["sendmail"], input: "") }
  }

  @Test func aScriptThatEndsWith127IsATroubleAndNotMissing() {
    machine.answers("timeout --kill-after=1 10 /etc", "on-failure: line 2: sned: not found\n", code: 127)
    func tell() -> OwnerTelling<HurriedMachine<ScriptedMachine>>.Outcome {
      OwnerTelling(
        HurriedMachine(machine), command: "/etc/kaunta/on-failure", isCommandChosen: false, mail: nil
      ).tell(.init(about: "listener", words: "Nobody takes answers."))
    }
    #expect(tell().troubles == ["/etc/kaunta/on-failure: on-failure: line 2: sned: not found"])
    machine.lacks("/etc/kaunta/on-failure")
    #expect(tell().troubles == [], "what nobody put there is not missed")
  }
}
