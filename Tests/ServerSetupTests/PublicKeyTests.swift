import ServerSetup
import Testing

private let of1024Bits =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDR91hD4lXXQZhUjVkdp2ovcQYHt/53vdwGYJDpDrZGUOVrdc7WbaRx+U+Z"
  + "eEwuG7q9AeO7iWO8K2Qku3gzNoWKvbSakuCrbpL80Ys+5P61pvI6btiR7sx6V1MV2hl6afnvUfEJ7Px/J962mWymPnee+wKu"
  + "w4UnSfs3736635H4Hw== w"
private let of2048Bits =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDUdlg4LO1liGauBUB6ezz0unsHVaWKfhk+1dwFbV6HK54Z2S41T8mpEEDf"
  + "f4p9cn2nyWShhm2IAIN7DTJ2eFctDtN7bVRc1gOXtZABhcKPgAmIbnnmbQcgaEZrouGCzblRm4rGODvuNPm28HvsCDI7GUqD"
  + "SjiM6VesglKW7OMZmZlUP3+09njRBW8Gs+ePdcHEhvKpbJpHk+JZFHRu3eV49/CLUfxA2CZmBiRLfLPqaTAz1wBY1In//vk5"
  + "EQP17ojDZP9MEuomV0Q6Yq37IXSS9t9Rnl1/DZFgoqE870mqWy259+1pb5fvKPTjGkfcZoLEayxvyKrojN1/Y1IUzI8r s"

/// Which keys are let in, and which are too weak.
@Suite struct PublicKeyTests {
  private func fault(_ text: String) -> PublicKey.Fault? {
    do {
      _ = try PublicKey.new(text)
      return nil
    } catch { return error }
  }

  @Test func aWeakKeyIsNotLetIn() {
    #expect(fault(of1024Bits) == .weak("an RSA key of 1024 bits (at least 2048 are wanted)"))
    #expect(fault(of1024Bits)?.sentence.contains("ssh-keygen -t ed25519") == true)
    #expect(fault(of2048Bits) == nil)
    #expect(fault("ssh-dss AAAAB3NzaC1kc3MAAACBAO" + String(repeating: "x", count: 546)) == .weak("a DSA key"))
    #expect(fault(String(of2048Bits.prefix(100))) == .damaged, "cut off within its modulus")
  }

  /// `kaunta cashier remove --key` finds it by its line.
  @Test func oneThatWasLetInBeforeCanBeTakenAway() throws {
    #expect(try PublicKey(of1024Bits).line == of1024Bits)
  }
}
