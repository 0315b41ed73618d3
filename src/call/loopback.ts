// A call of a page with itself. It does to a picture everything that a call between two machines does, without a second
// machine or a server.

export interface Loopback {
  /** What arrives at the other end. */
  received: MediaStream;
  close(): void;
}

export async function openLoopback(track: MediaStreamTrack): Promise<Loopback> {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate);
  const received = new MediaStream();
  there.ontrack = ({ track: arrived }) => received.addTrack(arrived);
  here.addTrack(track);
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription!);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription!);
  return {
    received,
    close() {
      here.close();
      there.close();
    },
  };
}
