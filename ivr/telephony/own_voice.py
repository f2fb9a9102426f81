"""People's own recordings, in the folder that callers hear and in the store.

The store says what counts; a folder that was lost, or of another machine, follows it.
"""

from sqlalchemy import Engine

from ivr.speech.library import Library, Rendered, own_key
from ivr.speech.own_music import MUSIC_KEY, WORDS_OF_MUSIC, OwnMusic
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, from_wav
from ivr.store import own_recordings
from ivr.store.database import reading, writing
from ivr.store.own_recordings import OwnRecording, Take


class OwnVoice:
    """What people recorded for one line."""

    def __init__(self, engine: Engine, library: Library) -> None:
        self.engine = engine
        self.library = library
        self.music = OwnMusic(library.folder)

    def record(
        self, prompt: Prompt, recording: Sound, author: str, now: int
    ) -> Rendered:
        """Takes a recording of a prompt; callers hear it on their next turn.

        Raises SpeechError where it holds no speech.
        """
        rendered = self.library.record(prompt, recording)
        key, wav = own_key(prompt), recording.wav()
        take = Take(key, prompt.text, prompt.language, rendered.hash, wav)
        with writing(self.engine) as conn:
            own_recordings.keep(conn, take, author, now)
        return rendered

    def unrecord(self, prompt: Prompt, now: int) -> None:
        """Goes back to the voice."""
        with writing(self.engine) as conn:
            own_recordings.remove(conn, own_key(prompt), now)
        self.library.unrecord(prompt)

    def play(self, music: Sound, author: str, now: int) -> None:
        """Takes hold music that `hold_music.fitted` made fit."""
        name = self.music.keep(music)
        take = Take(MUSIC_KEY, WORDS_OF_MUSIC, "", name, music.wav())
        with writing(self.engine) as conn:
            own_recordings.keep(conn, take, author, now)

    def stop_playing(self, now: int) -> bool:
        """Goes back to the script's piece; False where there was no own music."""
        with writing(self.engine) as conn:
            kept = own_recordings.remove(conn, MUSIC_KEY, now)
        return self.music.forget() or kept

    def follow(self) -> None:
        """Brings the folder in step with the store."""
        with reading(self.engine) as conn:
            behind = [
                (row, None if row.removed else own_recordings.sound(conn, row.id))
                for row in own_recordings.newest(conn)
                if self._there(row) != (None if row.removed else row.hash)
            ]
        for row, wav in behind:
            self._put(row, None if wav is None else from_wav(wav))

    def _there(self, row: OwnRecording) -> str | None:
        if row.prompt == MUSIC_KEY:
            return self.music.hash()
        return self.library.own_hash(Prompt(row.words, row.language))

    def _put(self, row: OwnRecording, recording: Sound | None) -> None:
        prompt = Prompt(row.words, row.language)
        match (row.prompt == MUSIC_KEY, recording):
            case (True, None):
                self.music.forget()
            case (False, None):
                self.library.unrecord(prompt)
            case (True, Sound()):
                self.music.keep(recording)
            case (False, Sound()):
                self.library.record(prompt, recording)
