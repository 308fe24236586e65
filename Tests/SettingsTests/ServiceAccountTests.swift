import Settings
import Testing

/// Who runs listener and poller, and that root does not in another's place.
@Suite struct ServiceAccountTests {
  private func refusal(
    _ service: ServiceAccount.Service, by user: UInt32 = 0, isUnits: Bool = false, owner: UInt32 = 0,
    witness: UInt32? = nil
  ) -> String? {
    ServiceAccount.refusal(of: service, by: user, isUnits: isUnits, owner: owner, witness: witness)
  }

  @Test func rootIsToldWhoIsToRunIt() {
    #expect(refusal(.listener, isUnits: true)?.contains("systemctl start kaunta-listen.socket kaunta-listen.") == true)
    #expect(refusal(.poller, isUnits: true)?.contains("systemctl start kaunta-poll.") == true)
    #expect(refusal(.listener, witness: 23_456)?.hasPrefix("user 23456 runs kaunta listen here") == true)
    #expect(refusal(.listener, owner: 23_456)?.contains("sudo -u '#23456' before it") == true)
    #expect(refusal(.poller, owner: 23_456)?.contains("kaunta poll --watch") == true)
  }

  @Test func whoseHomeItIsRunsIt() {
    #expect(refusal(.listener) == nil && refusal(.poller) == nil, "root's own home")
    #expect(refusal(.poller, witness: 23_456) == nil, "a poller writes no witness")
    #expect(refusal(.listener, by: 23_456, isUnits: true, witness: 23_456) == nil, "the unit itself")
  }
}
