package db

import (
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// disk is the system's files, except that a full disk is told to SQLite as such.
// The library says "disk I/O error" for it, from which nobody could tell a person
// to make room.
type disk struct{ vfs.VFS }

func (d disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, flags, err := vfsutil.WrapOpenFilename(d.VFS, name, flags)
	if err != nil {
		return nil, flags, full(err)
	}
	return diskFile{f, doubtsOf(name)}, flags, nil
}

type diskFile struct {
	vfs.File
	doubts *doubts
}

func (f diskFile) WriteAt(p []byte, off int64) (int, error) {
	n, err := f.File.WriteAt(p, off)
	return n, full(err)
}

func (f diskFile) Truncate(size int64) error { return full(f.File.Truncate(size)) }
func (f diskFile) SizeHint(size int64) error { return full(vfsutil.WrapSizeHint(f.File, size)) }

// Sync notes when it has failed: from then on the file is in doubt.
func (f diskFile) Sync(flags vfs.SyncFlag) error {
	err := f.File.Sync(flags)
	if err != nil {
		f.doubts.failed.Store(true)
	}
	return full(err)
}

// Size leaves out a last block that is not whole: a power cut while a file grows
// may leave one, and it can be deciphered by nobody.
func (f diskFile) Size() (int64, error) {
	n, err := f.File.Size()
	return n / pageSize * pageSize, err
}

// What the system's files can do beyond that goes through unchanged.

func (f diskFile) Unwrap() vfs.File               { return f.File }
func (f diskFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(f.File) }
func (f diskFile) LockState() vfs.LockLevel       { return vfsutil.WrapLockState(f.File) }
func (f diskFile) HasMoved() (bool, error)        { return vfsutil.WrapHasMoved(f.File) }
func (f diskFile) PersistWAL() bool               { return vfsutil.WrapPersistWAL(f.File) }
func (f diskFile) SetPersistWAL(keep bool)        { vfsutil.WrapSetPersistWAL(f.File, keep) }
func (f diskFile) PowersafeOverwrite() bool       { return vfsutil.WrapPowersafeOverwrite(f.File) }
func (f diskFile) SetPowersafeOverwrite(on bool)  { vfsutil.WrapSetPowersafeOverwrite(f.File, on) }

// full turns want of room into SQLite's word for it.
func full(err error) error {
	if isFull(err) {
		return sqlite3.FULL
	}
	return err
}
