import Payments
import Testing

@testable import Spool

@Suite struct SpoolEnvelopeTests {
  @Test func anyBytesComeBackAsTheyWere() throws {
    let bodies: [[UInt8]] = [
      [], Array("{}".utf8), [0, 255, 10, 13, 10, 10], Array(repeating: 10, count: 64 * 1024),
      Array("kaunta-spool 1\npayment x\n\n".utf8),
    ]
    for body in bodies {
      for peerClass in PeerClass.allCases {
        for status in SpoolEnvelope.KeyStatus.allCases {
          let written = SpoolEnvelope(
            kind: .push, paymentID: try payment(7), peerClass: peerClass, peer: "2001:db8::1", keyStatus: status,
            arrivedWallMilliseconds: -5, body: body)
          let read = try SpoolEnvelope(parsing: written.fileBytes, name: written.name)
          #expect(read == written)
        }
      }
    }
  }

  @Test func theFormatStaysAsItIsWritten() throws {
    // Files outlive the version that wrote them: whoever changes this makes a version 3.
    let text = String(decoding: try envelope("hello").fileBytes, as: UTF8.self)
    #expect(
      text == """
        kaunta-spool 2
        kind push
        payment 00000000000000000000000000000001
        peer-class listed
        peer 196.201.214.200
        key active
        arrived 1795510800000
        length 5
        sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
        check c137a11a033b255e

        hello
        """)
  }

  @Test func anyOneChangedByteShows() throws {
    let whole = try envelope()
    let bytes = whole.fileBytes
    for place in bytes.indices {
      for change: UInt8 in [1, 0x20, 0x80] {
        var changed = bytes
        changed[place] ^= change
        #expect(throws: EnvelopeDamage.self, "byte \(place)") {
          try SpoolEnvelope(parsing: changed, name: whole.name)
        }
      }
    }
  }

  @Test func anyTornFileShows() throws {
    let whole = try envelope()
    let bytes = whole.fileBytes
    for length in bytes.indices {
      #expect(throws: EnvelopeDamage.self, "\(length) bytes") {
        try SpoolEnvelope(parsing: Array(bytes[..<length]), name: whole.name)
      }
      // What a filesystem leaves of a file whose length came to disk and whose data did not.
      let zeros = Array(bytes[..<length]) + [UInt8](repeating: 0, count: bytes.count - length)
      #expect(throws: EnvelopeDamage.self, "\(length) bytes, then zeros") {
        try SpoolEnvelope(parsing: zeros, name: whole.name)
      }
    }
    #expect(throws: EnvelopeDamage.wrongLength(said: whole.body.count, found: whole.body.count + 1)) {
      try SpoolEnvelope(parsing: bytes + [0], name: whole.name)
    }
    #expect(throws: EnvelopeDamage.empty) { try SpoolEnvelope(parsing: []) }
    #expect(throws: EnvelopeDamage.tooLong) {
      try SpoolEnvelope(parsing: [UInt8](repeating: 65, count: 70 * 1024))
    }
    #expect(throws: EnvelopeDamage.unknownVersion) { try SpoolEnvelope(parsing: Array("kaunta-spoon 2\n".utf8)) }
  }

  @Test func aFileUnderAnothersNameShows() throws {
    let mine = try envelope(payment: 1)
    let other = try envelope(payment: 2)
    #expect(throws: EnvelopeDamage.nameDiffers) { try SpoolEnvelope(parsing: mine.fileBytes, name: other.name) }
  }

  @Test func aNameIsReadBackAndNothingElseIs() throws {
    let name = try envelope().name
    #expect(SpoolName(fileName: name.fileName) == name)
    let wrong = [
      "", ".", "a", name.fileName + ".2", name.fileName.uppercased(), "x" + name.fileName,
      name.fileName.replacing("listed", with: "unknown"), String(name.fileName.dropFirst()),
    ]
    for text in wrong { #expect(SpoolName(fileName: text) == nil, "\(text)") }
  }
}
